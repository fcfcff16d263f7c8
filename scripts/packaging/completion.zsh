#compdef depmod insmod kmod lsmod modinfo modprobe rmmod
# Completion for zsh: options as the tools' own help lists them, releases, names of modules, loaded modules, and the parameters of the
# module that is named. Nothing is offered of data that would need quotes, but names of files.

# Offers what is read, a name a line, where it is a plain name; the arguments are compadd's options.
_jkmod_offer() {
  local -a names
  names=(${(f)"$(cat)"})
  compadd "$@" -- ${(M)names:#[A-Za-z0-9_][A-Za-z0-9_.+~-]#}
}
_jkmod_modules() { sed 's/:.*//; s,.*/,,; s/\.ko.*//; s/-/_/g' "/lib/modules/${1:-$(uname -r)}/modules.dep" 2>/dev/null | _jkmod_offer }
_jkmod_loaded() { command lsmod 2>/dev/null | sed '1d; s/ .*//' | _jkmod_offer }
_jkmod_parameters() { command modinfo "$@" 2>/dev/null | sed -n 's/^parm: *\([^:]*\):.*/\1/p' | _jkmod_offer -S = }
_jkmod_releases() { print -rl -- /lib/modules/*(N:t) | _jkmod_offer }

_jkmod() {
  local tool=$service release='' first='' before=$words[CURRENT-1] i
  local -a command options
  command=($tool)
  integer start=2
  if [[ $tool == kmod ]]; then
    if (( CURRENT == 2 )); then
      compadd -- help explain list params policy static-nodes depmod insmod lsmod modinfo modprobe rmmod --version --help
      return
    fi
    tool=$words[2] command=(kmod $words[2]) start=3
    [[ $tool != list ]] || tool=lsmod
    if [[ $tool == policy ]]; then
      if (( CURRENT == 3 )); then compadd status test generate export evict --help; return; fi
      tool=policy-$words[3] command=(kmod policy $words[3]) start=4
    fi
  fi
  for (( i = start; i < CURRENT; i++ )); do
    case $words[i] in
      -S|-k|--set-version) release=$words[i+1] ;;
      -*) ;;
      *) [[ $words[i-1] == -[SkCdbwF] || $words[i-1] == --(set-version|config|dirname|basedir|wait|field) ]] || : ${first:=$words[i]} ;;
    esac
  done
  case $tool:$before in
    modprobe:-S|explain:-S|modinfo:-k|*:--set-version) _jkmod_releases; return ;;
    policy-generate:--from) compadd loaded devices modules-load fstab all; return ;;
    policy-export:--style) compadd false true; return ;;
    policy-export:--format) compadd modprobe.d json; return ;;
    policy-*:-[do]) _files; return ;;
    lsmod:--sort) compadd -- name size references -name -size -references; return ;;
    lsmod:--columns) compadd name size references usedby state taint version srcversion file signer policy; return ;;
    static-nodes:-f|static-nodes:--format) compadd human tmpfiles devname; return ;;
    (modprobe|explain):-[Cd]|depmod:-[bomCEF]|modinfo:-b|static-nodes:-o|*:--(config|dirname|basedir|outdir|moduledir|symvers|filesyms|output)) _files; return ;;
  esac
  if [[ $PREFIX == -* ]]; then
    options=(${(f)"$(command $command --help 2>/dev/null | grep -oE -- '(^  |^      |, )--?[0-9A-Za-z][-a-z]*' | tr -d ' ,')"})
    compadd -- $options
    return
  fi
  case $tool in
    rmmod) _jkmod_loaded ;;
    params) _jkmod_modules ;;
    explain|policy-status) _jkmod_modules $release ;;
    policy-test) _files ;;
    modprobe)
      if [[ -n ${(M)words:#(-[a-zA-Z]#r[a-zA-Z]#|--remove)} ]]; then
        _jkmod_loaded
      elif [[ -n $first && -z ${(M)words:#(-[a-zA-Z]#a[a-zA-Z]#|--all)} ]]; then
        _jkmod_parameters ${release:+-k$release} -- $first
      else
        _jkmod_modules $release
      fi ;;
    insmod) if [[ -n $first ]]; then _jkmod_parameters -- $first; else _files; fi ;;
    modinfo) _jkmod_modules $release; _files ;;
    depmod) _jkmod_releases; _files ;;
  esac
}

setopt localoptions extendedglob
_jkmod "$@"
