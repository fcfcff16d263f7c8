# The options of GraalVM's native-image that this project and native-maven-plugin give, in the builder's words; others are refused.
# shellcheck shell=bash
set -euo pipefail

if [ "${1:-}" = --version ]; then
  printf 'native-image %s 2026-01-01\nGraalVM Runtime Environment from Maven Central (build %s)\nSubstrate VM from Maven Central (build %s, serial gc)\n' "$version" "$version" "$version"
  exit 0
fi

# An argument file has one argument on a line; those with blanks are quoted.
given=()
for argument in ${NATIVE_IMAGE_OPTIONS:-} "$@"; do
  if [[ $argument == @* ]]; then
    while IFS= read -r line || [ -n "$line" ]; do
      [[ $line == \"*\" ]] && line=${line:1:-1}
      [ -z "$line" ] || given+=("${line//\\\\/\\}")
    done <"${argument#@}"
  else
    given+=("$argument")
  fi
done

# --start-profile=FILE and --start-map=FILE are of this builder alone: layout/StartLayout.java.
start=()
classpath='' name='' main='' initialization='' options=()
# initialize LIST WHEN: -H:ClassInitialization takes name:when pairs.
initialize() { initialization+=${initialization:+,}${1//,/:$2,}:$2; }
set -- "${given[@]}"
while [ $# -gt 0 ]; do
  case $1 in
    -cp | -classpath | --class-path) classpath=$2; shift ;;
    -o) name=$2; shift ;;
    -o=*) name=${1#*=} ;;
    -march=compatibility) options+=("-H:MicroArchitecture=$oldest") ;;
    --initialize-at-build-time=*) initialize "${1#*=}" build_time ;;
    --initialize-at-run-time=*) initialize "${1#*=}" run_time ;;
    --features=*) options+=("-H:Features=${1#*=}") ;;
    --start-profile=*) start+=("-Dstart.profile=${1#*=}") ;;
    --start-map=*) start+=("-Dstart.map=${1#*=}") ;;
    --no-fallback | --silent | -J*) ;;
    -H:Class=*) main=${1#*=} ;;
    -H:* | -R:*) options+=("$1") ;;
    -*) echo "native-image: the builder of Maven Central's parts does not know $1" >&2; exit 2 ;;
    *) main=$1 ;;
  esac
  shift
done
[ -n "$classpath" ] && [ -n "$name" ] && [ -n "$main" ] || { echo "native-image: -cp, -o and a main class are needed" >&2; exit 2; }
path=$PWD
case $name in */*) path=$(cd "$(dirname "$name")" && pwd) name=${name##*/} ;; esac
[ -z "$initialization" ] || options+=("-H:ClassInitialization=$initialization")
[ ${#start[@]} = 0 ] || options+=(-H:Features=com.oracle.svm.core.genscavenge.StartLayout)
builder -imagecp "$classpath" -H:Path="$path" -H:Class="$main" -H:Name="$name" "${options[@]}"
