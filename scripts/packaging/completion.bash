# Completion for bash: options as the tools' own help lists them, releases, names of modules, loaded modules, and the parameters of the
# module that is named. What comes from files and from the kernel is data: bash would expand a list that is given to compgen -W, so that a
# name like $(...) would run. Nothing is offered that would need quotes; names of files are, readline puts the quotes around them.
# shellcheck shell=bash

_jkmod_options() { command "$@" --help 2>/dev/null | grep -oE -- '(^  |^      |, )--?[0-9A-Za-z][-a-z]*' | tr -d ' ,'; }
_jkmod_modules() {
  sed 's/:.*//; s,.*/,,; s/\.ko.*//; s/-/_/g' "/lib/modules/${1:-$(uname -r)}/modules.dep" 2>/dev/null
}
_jkmod_loaded() { command lsmod 2>/dev/null | sed '1d; s/ .*//'; }
_jkmod_parameters() { command modinfo "$@" 2>/dev/null | sed -n 's/^parm: *\([^:]*\):.*/\1=/p'; }
_jkmod_releases() { command ls /lib/modules 2>/dev/null; }

# Takes what is read, a name a line, into the completions where it begins with WORD and is a plain name.
_jkmod_offer() {
  local name
  while IFS= read -r name; do
    if [[ $name == "$1"* && $name == [A-Za-z0-9_-]* && $name != *[!A-Za-z0-9_.+~=-]* ]]; then COMPREPLY+=("$name"); fi
  done
}
_jkmod_files() {
  local -a files
  mapfile -t files < <(compgen -f -- "$1")
  COMPREPLY+=("${files[@]}")
  compopt -o filenames 2>/dev/null
}

_jkmod() {
  local tool=${COMP_WORDS[0]##*/} word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} release='' first='' i
  local command=("$tool") start=1
  COMPREPLY=()
  if [ "$tool" = kmod ]; then
    if [ "$COMP_CWORD" = 1 ]; then
      _jkmod_offer "$word" < <(printf '%s\n' help explain list params policy static-nodes depmod insmod lsmod modinfo modprobe rmmod; _jkmod_options kmod)
      return
    fi
    tool=${COMP_WORDS[1]} command=(kmod "${COMP_WORDS[1]}") start=2
    [ "$tool" != list ] || tool=lsmod
    if [ "$tool" = policy ]; then
      if [ "$COMP_CWORD" = 2 ]; then _jkmod_offer "$word" < <(printf '%s\n' status test generate export evict --help); return; fi
      tool=policy-${COMP_WORDS[2]} command=(kmod policy "${COMP_WORDS[2]}") start=3
    fi
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
    modprobe:-S | explain:-S | modinfo:-k | *:--set-version) _jkmod_offer "$word" < <(_jkmod_releases) ;;
    policy-generate:--from) _jkmod_offer "$word" < <(printf '%s\n' loaded devices modules-load fstab all) ;;
    policy-export:--style) _jkmod_offer "$word" < <(printf '%s\n' false true) ;;
    policy-export:--format) _jkmod_offer "$word" < <(printf '%s\n' modprobe.d json) ;;
    lsmod:--sort) _jkmod_offer "$word" < <(printf '%s\n' name size references -name -size -references) ;;
    lsmod:--columns) _jkmod_offer "$word" < <(printf '%s\n' name size references usedby state taint version srcversion file signer policy) ;;
    static-nodes:-f | static-nodes:--format) _jkmod_offer "$word" < <(printf '%s\n' human tmpfiles devname) ;;
    policy-*:-[do] | modprobe:-C | modprobe:-d | explain:-C | explain:-d | depmod:-[bomCEF] | modinfo:-b | static-nodes:-o | *:--config | *:--dirname | *:--basedir | *:--outdir | *:--moduledir | *:--symvers | *:--filesyms | *:--output)
      _jkmod_files "$word" ;;
    *)
      case $tool:$word in
        *:-*) _jkmod_offer "$word" < <(_jkmod_options "${command[@]}") ;;
        rmmod:*) _jkmod_offer "$word" < <(_jkmod_loaded) ;;
        params:*) _jkmod_offer "$word" < <(_jkmod_modules) ;;
        policy-test:*) _jkmod_files "$word" ;;
        explain:* | policy-status:*) _jkmod_offer "$word" < <(_jkmod_modules "$release") ;;
        modprobe:*)
          if [[ " ${COMP_WORDS[*]} " =~ \ (-[a-zA-Z]*r[a-zA-Z]*|--remove)\  ]]; then
            _jkmod_offer "$word" < <(_jkmod_loaded)
          elif [ -n "$first" ] && [[ ! " ${COMP_WORDS[*]} " =~ \ (-[a-zA-Z]*a[a-zA-Z]*|--all)\  ]]; then
            _jkmod_offer "$word" < <(_jkmod_parameters ${release:+-k "$release"} "$first"); compopt -o nospace 2>/dev/null
          else
            _jkmod_offer "$word" < <(_jkmod_modules "$release")
          fi ;;
        insmod:*)
          if [ -n "$first" ]; then _jkmod_offer "$word" < <(_jkmod_parameters "$first"); compopt -o nospace 2>/dev/null
          else _jkmod_files "$word"; fi ;;
        modinfo:*) _jkmod_offer "$word" < <(_jkmod_modules "$release"); _jkmod_files "$word" ;;
        depmod:*) _jkmod_offer "$word" < <(_jkmod_releases); _jkmod_files "$word" ;;
      esac ;;
  esac
}
complete -F _jkmod depmod insmod kmod lsmod modinfo modprobe rmmod
