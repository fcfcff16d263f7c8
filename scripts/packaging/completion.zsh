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

# commands: made by scripts/generate
# The commands of kmod, and those of a command that has some.
_jkmod_commands() {
  case ${1:-} in
    '') printf '%s\n' check closure convert depmod devices explain graph help insmod list lsmod modinfo modprobe modules-load params policy rmmod static-nodes sweep tree ;;
    'policy') printf '%s\n' evict export generate status test ;;
  esac
}
# What the value of an option is: VALUE TOOL OPTION.
_jkmod_value() {
  case "$1 $2" in
    'depmod -P' | 'depmod --symbol-prefix' | 'devices --for' | 'modinfo -F' | 'modinfo --field' | 'modprobe -w' | 'modprobe --wait' | 'modprobe --ignore-policy' | 'modprobe -j' | 'modprobe --jobs' | 'modules-load -j' | 'modules-load --jobs' | 'sweep --idle') printf '%s\n' ANY ;;
    'check -d' | 'check --dirname' | 'closure -d' | 'closure --dirname' | 'closure --firmware-path' | 'depmod -b' | 'depmod --basedir' | 'depmod -m' | 'depmod --moduledir' | 'depmod -o' | 'depmod --outdir' | 'depmod -C' | 'depmod --config' | 'depmod -E' | 'depmod --symvers' | 'depmod -F' | 'depmod --filesyms' | 'explain -C' | 'explain --config' | 'explain -d' | 'explain --dirname' | 'graph -d' | 'graph --dirname' | 'modinfo -b' | 'modinfo --basedir' | 'modprobe -C' | 'modprobe --config' | 'modprobe -d' | 'modprobe --dirname' | 'policy-export -d' | 'policy-export --dirname' | 'policy-export -o' | 'policy-export --output' | 'policy-generate -o' | 'policy-generate --output' | 'policy-status -d' | 'policy-status --dirname' | 'policy-test -d' | 'policy-test --dirname' | 'static-nodes -o' | 'static-nodes --output' | 'tree -d' | 'tree --dirname') printf '%s\n' FILES ;;
    'check -S' | 'check --set-version' | 'closure -S' | 'closure --set-version' | 'explain -S' | 'explain --set-version' | 'graph -S' | 'graph --set-version' | 'modinfo -k' | 'modinfo --set-version' | 'modprobe -S' | 'modprobe --set-version' | 'policy-status -S' | 'policy-status --set-version' | 'tree -S' | 'tree --set-version') printf '%s\n' RELEASES ;;
    'check --profile') printf '%s\n' cis ;;
    'policy-export --style') printf '%s\n' false true ;;
    'static-nodes -f' | 'static-nodes --format') printf '%s\n' human tmpfiles devname ;;
    'policy-generate --from') printf '%s\n' loaded devices modules-load fstab all ;;
    'policy-export --format') printf '%s\n' modprobe.d json ;;
    'list --sort' | 'lsmod --sort') printf '%s\n' name size references -name -size -references ;;
    'list --columns' | 'lsmod --columns') printf '%s\n' name size references usedby state taint version srcversion file signer policy ;;
    'closure --from') printf '%s\n' names paths host loaded all ;;
    'graph --format') printf '%s\n' text dot svg ;;
  esac
}
# What its operands are.
_jkmod_operands() {
  case $1 in
    check) printf '%s\n' MODULES ;;
    closure) printf '%s\n' MODULES FILES ;;
    convert) printf '%s\n' FILES ;;
    depmod) printf '%s\n' RELEASES FILES ;;
    explain) printf '%s\n' MODULES ;;
    graph) printf '%s\n' MODULES ;;
    insmod) printf '%s\n' INSMOD ;;
    modinfo) printf '%s\n' MODULES FILES ;;
    modprobe) printf '%s\n' MODPROBE ;;
    modules-load) printf '%s\n' FILES ;;
    params) printf '%s\n' MODULES ;;
    policy-status) printf '%s\n' MODULES ;;
    policy-test) printf '%s\n' FILES ;;
    rmmod) printf '%s\n' LOADED ;;
    tree) printf '%s\n' MODULES ;;
  esac
}
# commands: end

_jkmod() {
  local tool=$service release='' first='' before=$words[CURRENT-1] kind i
  local -a command options
  command=($tool)
  integer start=2
  if [[ $tool == kmod ]]; then
    if (( CURRENT == 2 )); then
      compadd -- $(_jkmod_commands) --version --help
      return
    fi
    tool=$words[2] command=(kmod $words[2]) start=3
    if [[ -n $tool && -n $(_jkmod_commands $tool) ]]; then
      if (( CURRENT == 3 )); then compadd -- $(_jkmod_commands $tool) --help; return; fi
      tool=$tool-$words[3] command+=($words[3]) start=4
    fi
  fi
  for (( i = start; i < CURRENT; i++ )); do
    case $words[i] in
      -S|-k|--set-version) release=$words[i+1] ;;
      -*) ;;
      *) [[ -n $(_jkmod_value $tool $words[i-1]) ]] || : ${first:=$words[i]} ;;
    esac
  done
  kind=$(_jkmod_value $tool $before)
  case $kind in
    RELEASES) _jkmod_releases; return ;;
    FILES) _files; return ;;
    ANY) return ;;
    ?*) compadd -- ${(f)kind}; return ;;
  esac
  if [[ $PREFIX == -* ]]; then
    options=(${(f)"$(command $command --help 2>/dev/null | grep -oE -- '(^  |^      |, )--?[0-9A-Za-z][-a-z]*' | tr -d ' ,')"})
    compadd -- $options
    return
  fi
  for kind in $(_jkmod_operands $tool); do
    case $kind in
      RELEASES) _jkmod_releases ;;
      FILES) _files ;;
      MODULES) _jkmod_modules $release ;;
      LOADED) _jkmod_loaded ;;
      MODPROBE)
        if [[ -n ${(M)words:#(-[a-zA-Z]#r[a-zA-Z]#|--remove)} ]]; then
          _jkmod_loaded
        elif [[ -n $first && -z ${(M)words:#(-[a-zA-Z]#a[a-zA-Z]#|--all)} ]]; then
          _jkmod_parameters ${release:+-k$release} -- $first
        else
          _jkmod_modules $release
        fi ;;
      INSMOD) if [[ -n $first ]]; then _jkmod_parameters -- $first; else _files; fi ;;
    esac
  done
}

setopt localoptions extendedglob
_jkmod "$@"
