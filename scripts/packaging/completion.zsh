#compdef depmod insmod kmod lsmod modinfo modprobe rmmod
# Completion for zsh: options as the tools' own help lists them, releases, names of modules, loaded modules, and the parameters of the
# module that is named.

_jkmod_modules() {
  local -a names
  names=(${(f)"$(sed 's/:.*//; s,.*/,,; s/\.ko.*//; s/-/_/g' /lib/modules/${1:-$(uname -r)}/modules.dep 2>/dev/null)"})
  compadd -a names
}
_jkmod_loaded() {
  local -a names
  names=(${(f)"$(command lsmod 2>/dev/null | sed '1d; s/ .*//')"})
  compadd -a names
}
_jkmod_parameters() {
  local -a names
  names=(${(f)"$(command modinfo "$@" 2>/dev/null | sed -n 's/^parm: *\([^:]*\):.*/\1/p')"})
  compadd -S= -a names
}
_jkmod_releases() { compadd /lib/modules/*(N:t) }

_jkmod() {
  local tool=$service release='' first='' before=$words[CURRENT-1] i
  local -a command options
  command=($tool)
  integer start=2
  if [[ $tool == kmod ]]; then
    if (( CURRENT == 2 )); then
      compadd help explain list params static-nodes depmod insmod lsmod modinfo modprobe rmmod --version --help
      return
    fi
    tool=$words[2] command=(kmod $words[2]) start=3
    [[ $tool != list ]] || tool=lsmod
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
    lsmod:--sort) compadd name size references -- -name -size -references; return ;;
    lsmod:--columns) compadd name size references usedby state taint version srcversion file signer; return ;;
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
    explain) _jkmod_modules $release ;;
    modprobe)
      if [[ -n ${(M)words:#(-[a-zA-Z]#r[a-zA-Z]#|--remove)} ]]; then
        _jkmod_loaded
      elif [[ -n $first && -z ${(M)words:#(-[a-zA-Z]#a[a-zA-Z]#|--all)} ]]; then
        _jkmod_parameters ${release:+-k$release} $first
      else
        _jkmod_modules $release
      fi ;;
    insmod) if [[ -n $first ]]; then _jkmod_parameters $first; else _files; fi ;;
    modinfo) _jkmod_modules $release; _files ;;
    depmod) _jkmod_releases; _files ;;
  esac
}

setopt localoptions extendedglob
_jkmod "$@"
