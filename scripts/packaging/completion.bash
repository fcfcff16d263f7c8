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
  local tool=${COMP_WORDS[0]##*/} word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} release='' first='' i
  local command=("$tool") start=1 kind
  COMPREPLY=()
  if [ "$tool" = kmod ]; then
    if [ "$COMP_CWORD" = 1 ]; then
      _jkmod_offer "$word" < <(_jkmod_commands; _jkmod_options kmod)
      return
    fi
    tool=${COMP_WORDS[1]} command=(kmod "${COMP_WORDS[1]}") start=2
    if [ -n "$tool" ] && [ -n "$(_jkmod_commands "$tool")" ]; then
      if [ "$COMP_CWORD" = 2 ]; then _jkmod_offer "$word" < <(_jkmod_commands "$tool"; echo --help); return; fi
      tool=$tool-${COMP_WORDS[2]} command+=("${COMP_WORDS[2]}") start=3
    fi
  fi
  for ((i = start; i < COMP_CWORD; i++)); do
    case ${COMP_WORDS[i]} in
      -S | -k | --set-version) release=${COMP_WORDS[i + 1]} ;;
      -*) ;;
      *) [ -n "$(_jkmod_value "$tool" "${COMP_WORDS[i - 1]}")" ] || : "${first:=${COMP_WORDS[i]}}" ;;
    esac
  done
  # bash makes words of their own of what stands around an equals sign.
  [ "$word" != = ] || word=
  [ "$before" != = ] || before=${COMP_WORDS[COMP_CWORD-2]}
  kind=$(_jkmod_value "$tool" "$before")
  case $kind in
    RELEASES) _jkmod_offer "$word" < <(_jkmod_releases); return ;;
    FILES) _jkmod_files "$word"; return ;;
    ANY) return ;;
    ?*) _jkmod_offer "$word" <<<"$kind"; return ;;
  esac
  case $word in
    -*) _jkmod_offer "$word" < <(_jkmod_options "${command[@]}"); return ;;
  esac
  for kind in $(_jkmod_operands "$tool"); do
    case $kind in
      RELEASES) _jkmod_offer "$word" < <(_jkmod_releases) ;;
      FILES) _jkmod_files "$word" ;;
      MODULES) _jkmod_offer "$word" < <(_jkmod_modules "$release") ;;
      LOADED) _jkmod_offer "$word" < <(_jkmod_loaded) ;;
      MODPROBE)
        if [[ " ${COMP_WORDS[*]} " =~ \ (-[a-zA-Z]*r[a-zA-Z]*|--remove)\  ]]; then
          _jkmod_offer "$word" < <(_jkmod_loaded)
        elif [ -n "$first" ] && [[ ! " ${COMP_WORDS[*]} " =~ \ (-[a-zA-Z]*a[a-zA-Z]*|--all)\  ]]; then
          _jkmod_offer "$word" < <(_jkmod_parameters ${release:+-k "$release"} "$first"); compopt -o nospace 2>/dev/null
        else
          _jkmod_offer "$word" < <(_jkmod_modules "$release")
        fi ;;
      INSMOD)
        if [ -n "$first" ]; then _jkmod_offer "$word" < <(_jkmod_parameters "$first"); compopt -o nospace 2>/dev/null
        else _jkmod_files "$word"; fi ;;
    esac
  done
}
complete -F _jkmod depmod insmod kmod lsmod modinfo modprobe rmmod
