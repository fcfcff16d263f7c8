# Completion for bash: options as the tools' own help lists them, releases, names of modules, loaded modules, and the parameters of the
# module that is named.
# shellcheck shell=bash

_jkmod_options() { command "$@" --help 2>/dev/null | grep -oE -- '(^  |^      |, )--?[0-9A-Za-z][-a-z]*' | tr -d ' ,'; }
_jkmod_modules() {
  sed 's/:.*//; s,.*/,,; s/\.ko.*//; s/-/_/g' "/lib/modules/${1:-$(uname -r)}/modules.dep" 2>/dev/null
}
_jkmod_loaded() { command lsmod 2>/dev/null | sed '1d; s/ .*//'; }
_jkmod_parameters() { command modinfo "$@" 2>/dev/null | sed -n 's/^parm: *\([^:]*\):.*/\1=/p'; }

_jkmod() {
  local tool=${COMP_WORDS[0]##*/} word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} words='' release='' first='' i
  local command=("$tool") start=1
  COMPREPLY=()
  if [ "$tool" = kmod ]; then
    if [ "$COMP_CWORD" = 1 ]; then
      mapfile -t COMPREPLY < <(compgen -W "help explain list params static-nodes depmod insmod lsmod modinfo modprobe rmmod $(_jkmod_options kmod)" -- "$word")
      return
    fi
    tool=${COMP_WORDS[1]} command=(kmod "${COMP_WORDS[1]}") start=2
    [ "$tool" != list ] || tool=lsmod
  fi
  for ((i = start; i < COMP_CWORD; i++)); do
    case ${COMP_WORDS[i]} in
      -S | -k | --set-version) release=${COMP_WORDS[i + 1]} ;;
      -*) ;;
      *) case ${COMP_WORDS[i - 1]} in -S | -k | -C | -d | -b | -w | -F | --set-version | --config | --dirname | --basedir | --wait | --field) ;; *) : "${first:=${COMP_WORDS[i]}}" ;; esac ;;
    esac
  done
  # bash makes words of their own of what stands around an equals sign.
  [ "$word" != = ] || word=
  [ "$before" != = ] || before=${COMP_WORDS[COMP_CWORD-2]}
  case $tool:$before in
    modprobe:-S | explain:-S | modinfo:-k | *:--set-version) words=$(ls /lib/modules 2>/dev/null) ;;
    lsmod:--sort) words='name size references -name -size -references' ;;
    lsmod:--columns) words='name size references usedby state taint version srcversion file signer' ;;
    static-nodes:-f | static-nodes:--format) words='human tmpfiles devname' ;;
    modprobe:-C | modprobe:-d | explain:-C | explain:-d | depmod:-[bomCEF] | modinfo:-b | static-nodes:-o | *:--config | *:--dirname | *:--basedir | *:--outdir | *:--moduledir | *:--symvers | *:--filesyms | *:--output)
      mapfile -t COMPREPLY < <(compgen -f -- "$word"); compopt -o filenames 2>/dev/null; return ;;
    *)
      case $tool:$word in
        *:-*) words=$(_jkmod_options "${command[@]}") ;;
        rmmod:*) words=$(_jkmod_loaded) ;;
        params:*) words=$(_jkmod_modules) ;;
        explain:*) words=$(_jkmod_modules "$release") ;;
        modprobe:*)
          if [[ " ${COMP_WORDS[*]} " =~ \ (-[a-zA-Z]*r[a-zA-Z]*|--remove)\  ]]; then
            words=$(_jkmod_loaded)
          elif [ -n "$first" ] && [[ ! " ${COMP_WORDS[*]} " =~ \ (-[a-zA-Z]*a[a-zA-Z]*|--all)\  ]]; then
            words=$(_jkmod_parameters ${release:+-k "$release"} "$first"); compopt -o nospace 2>/dev/null
          else
            words=$(_jkmod_modules "$release")
          fi ;;
        insmod:*)
          if [ -n "$first" ]; then words=$(_jkmod_parameters "$first"); compopt -o nospace 2>/dev/null
          else mapfile -t COMPREPLY < <(compgen -f -- "$word"); compopt -o filenames 2>/dev/null; return; fi ;;
        modinfo:*) words="$(_jkmod_modules "$release") $(compgen -f -- "$word")" ;;
        depmod:*) words="$(ls /lib/modules 2>/dev/null) $(compgen -f -- "$word")" ;;
      esac ;;
  esac
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
}
complete -F _jkmod depmod insmod kmod lsmod modinfo modprobe rmmod
