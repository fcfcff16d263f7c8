# What the scripts share; read with `. scripts/lib.sh`, never run. Everything downloaded lies in $cache, outside the tree.
# shellcheck shell=bash
set -euo pipefail
umask 022

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cache=${JKMOD_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/jkmod}
mkdir -p "$cache"

# What is tested and packed: dist/, or another folder that scripts/build made.
built=$(realpath -m "${JKMOD_BUILT:-$top/dist}")

say() { printf '%s\n' "$*" >&2; }
die() { say "$(basename "$0"): $*"; exit 1; }

# need COMMAND PACKAGE...: installs Debian packages when the command is missing.
need() {
  local command=$1; shift
  command -v "$command" >/dev/null 2>&1 && return 0
  [ "$(id -u)" = 0 ] || die "$command is missing: install the Debian package(s) $*, or run this as root"
  say "installing: $* (for $command)"
  if [ ! -e "$cache/apt-updated" ] || [ -n "$(find "$cache/apt-updated" -mmin +720)" ]; then
    apt-get -qq update && touch "$cache/apt-updated"
  fi
  DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "$@" </dev/null >"$cache/apt.log" 2>&1 ||
    { tail -n 20 "$cache/apt.log" >&2; die "could not install $*"; }
}

# need_built: builds what is to be tested where it is missing.
need_built() { [ -x "$built/bin/kmod" ] || "$top/scripts/build" "$built"; }

# jdk25: prints the home of a JDK 25, the first that is found.
jdk25() {
  local home
  for home in "${JDK25_HOME:-}" "${JAVA_HOME:-}" /usr/lib/jvm/*25*; do
    if [ -x "$home/bin/javac" ] && "$home/bin/java" -version 2>&1 | grep -q '"25[."]'; then
      printf '%s\n' "$home"
      return 0
    fi
  done
  die "no JDK 25 found: install one under /usr/lib/jvm, or set JDK25_HOME"
}

# maven ARGUMENT...: Maven on the JDK 25, quiet about its own libraries.
maven() {
  need mvn maven
  (cd "$top" &&
    JAVA_HOME=$(jdk25) MAVEN_OPTS="--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED ${MAVEN_OPTS:-}" \
      mvn -B -ntp -Dstyle.color=never "$@")
}
