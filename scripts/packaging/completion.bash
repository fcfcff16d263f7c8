# Completion for bash: options as the tools' own help lists them, names of modules, loaded modules, parameters of the module named.
# shellcheck shell=bash
_jkmod() {
  local tool=${COMP_WORDS[0]##*/} word=${COMP_WORDS[COMP_CWORD]} words=
  case $word in
    -*) words=$("$tool" --help 2>/dev/null | grep -oE -- '(^| )--?[0-9A-Za-z][-a-z]*' | tr -d ' ') ;;
    *)
      case $tool in
        rmmod) words=$(cut -d' ' -f1 /proc/modules 2>/dev/null) ;;
        modprobe)
          if [[ " ${COMP_WORDS[*]} " == *" -r "* ]]; then
            words=$(cut -d' ' -f1 /proc/modules 2>/dev/null)
          elif [ "$COMP_CWORD" -gt 1 ] && [[ ${COMP_WORDS[1]} != -* ]]; then
            words=$(modinfo -p "${COMP_WORDS[1]}" 2>/dev/null | sed 's/:.*/=/')
            compopt -o nospace 2>/dev/null
          else
            words=$(sed 's/:.*//; s,.*/,,; s/\.ko.*//' "/lib/modules/$(uname -r)/modules.dep" 2>/dev/null)
          fi
          ;;
        modinfo) words=$(sed 's/:.*//; s,.*/,,; s/\.ko.*//' "/lib/modules/$(uname -r)/modules.dep" 2>/dev/null; compgen -f -- "$word") ;;
        insmod | depmod) words=$(compgen -f -- "$word") ;;
      esac
      ;;
  esac
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
}
complete -F _jkmod depmod insmod lsmod modinfo modprobe rmmod
