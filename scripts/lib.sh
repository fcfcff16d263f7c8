# What the scripts share; read with `. scripts/lib.sh`, never run. Everything downloaded lies in $cache, outside the tree.
# shellcheck shell=bash
set -euo pipefail
umask 022

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cache=${JKMOD_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/jkmod}
mkdir -p "$cache"

# The processor that is built for, as Debian names it: this machine's, or JKMOD_ARCH. What differs between processors is in
# scripts/processors, one directory each; cross is "yes" for another processor than this machine's.
case $(uname -m) in x86_64) host=amd64 ;; aarch64) host=arm64 ;; *) host=$(uname -m) ;; esac
processor=${JKMOD_ARCH:-$host} cross=
[ "$processor" = "$host" ] || cross=yes
# shellcheck disable=SC2034
jmods_suite='' kernel_arguments=''    # few have these; never from outside
# shellcheck source=/dev/null
[ ! -r "$top/scripts/processors/$processor/names" ] || . "$top/scripts/processors/$processor/names"
tools=${cross:+${gnu:-${machine:-}}-linux-gnu-}   # in front of the names of gcc and its kin

# What is tested and packed: dist/, dist-arm64/ for another processor, or what JKMOD_BUILT names, as scripts/build made it.
built=$(realpath -m "${JKMOD_BUILT:-$top/dist${cross:+-$processor}}")

say() { printf '%s\n' "$*" >&2; }
die() { say "$(basename "$0"): $*"; exit 1; }

# What a system's administrator finds, we find.
case :$PATH: in *:/usr/sbin:*) ;; *) export PATH=$PATH:/usr/sbin:/sbin ;; esac

have() { case $1 in /*) [ -e "$1" ] ;; *) command -v "$1" >/dev/null 2>&1 ;; esac; }

# alone NAME: waits while another script that has said the same is running: what lies in $cache is made once, by one of them.
alone() {
  exec {alone}>"$cache/$1.lock"
  flock "$alone"
}

# need WHAT PACKAGE...: installs Debian packages when WHAT is missing: a command, or a file that is given by its path.
need() { have "$1" || install_packages "${@:2}"; }

# prepare SCRIPT...: what the `need` lines of these scripts name, and a JDK 25, all at once. It stands before a long step: whatever cannot be
# installed is said now, and not when it is missed.
prepare() {
  local line words packages=()
  while read -r line; do
    read -ra words <<<"${line#*need }"
    have "${words[0]}" || packages+=("${words[@]:1}")
  done < <(cd "$top/scripts" && grep -ohE '(^ *|; *|PATH=[^ ]* )need [a-z/][^;#|&)]*' lib.sh "$@")
  find_jdk25 >/dev/null || packages+=("$jdk_package")
  [ ${#packages[@]} = 0 ] || install_packages "${packages[@]}"
}

install_packages() {
  local package unknown=() log=$cache/apt.log
  mapfile -t packages < <(printf '%s\n' "$@" | sort -u)
  [ "$(id -u)" = 0 ] || die "this needs Debian packages that are not installed. As root: apt-get install --no-install-recommends ${packages[*]}"
  have apt-get || die "this needs what Debian has in the packages ${packages[*]}: install it, there is no apt-get here"
  local apt=(apt-get -qq -o DPkg::Lock::Timeout=600)
  if [ -z "$(find "$cache/apt-updated" -mmin -720 2>/dev/null)" ] || ! all_known "${packages[@]}"; then
    say "reading the lists of packages"
    "${apt[@]}" update >"$log" 2>&1 || { tail -n 5 "$log" >&2; die "apt-get update failed"; }
    touch "$cache/apt-updated"
  fi
  for package in "${packages[@]}"; do all_known "$package" || unknown+=("$package"); done
  case " ${unknown[*]} " in *" $jdk_package "*) say "$no_jdk; this system's package sources do not have $jdk_package" ;; esac
  [ ${#unknown[@]} = 0 ] || die "cannot be installed here: ${unknown[*]}"
  say "installing: ${packages[*]}"
  DEBIAN_FRONTEND=noninteractive "${apt[@]}" install -y --no-install-recommends "${packages[@]}" </dev/null >"$log" 2>&1 ||
    { tail -n 20 "$log" >&2; die "apt-get could not install ${packages[*]}"; }
}

# all_known PACKAGE...: whether apt can install all of them.
all_known() {
  local package
  for package; do LC_ALL=C apt-cache policy "$package" | grep '^  Candidate: [^(]' >/dev/null || return 1; done
}

# debian_mirror: prints the mirror that this machine's own package sources name.
debian_mirror() {
  local mirror
  mirror=$({ grep -rhoE 'https?://[^ ]+/debian/?( |$)' /etc/apt/sources.list /etc/apt/sources.list.d || true; } 2>/dev/null | head -n 1 | tr -d ' ')
  [ -n "$mirror" ] || die "no Debian mirror among this machine's package sources"
  printf '%s\n' "$mirror"
}

# need_built: builds what is to be tested where it is missing.
need_built() { [ -x "$built/bin/kmod" ] || "$top/scripts/build" "$built"; }

# version: prints the version that the poms have; with -SNAPSHOT between releases.
version() { sed -n '0,/<version>/s,.*<version>\(.*\)</version>.*,\1,p' "$top/pom.xml"; }

# origin: prints what a build of this tree is made from; nothing for a release, which is a clean tree at the tag of the poms' version, or one
# without git that has no -SNAPSHOT. JKMOD_ORIGIN, if it is set, even to nothing, is said instead.
origin() {
  local git=(git -c "safe.directory=*" -C "$top") commit changes
  if [ -n "${JKMOD_ORIGIN+set}" ]; then printf '%s\n' "$JKMOD_ORIGIN"; return; fi
  if ! [ -e "$top/.git" ] || ! commit=$("${git[@]}" rev-parse --short=12 HEAD 2>/dev/null); then
    case $(version) in *-SNAPSHOT) echo "an unknown commit" ;; esac
    return 0
  fi
  changes=$("${git[@]}" status --porcelain) || die "git cannot tell whether the tree has changes"
  if [ -n "$changes" ]; then
    echo "commit $commit with changes"
  elif [ "$("${git[@]}" rev-parse -q --verify "v$(version)^{commit}" 2>/dev/null)" != "$("${git[@]}" rev-parse HEAD)" ]; then
    echo "commit $commit"
  fi
}

# architecture FILE: prints for which processor, as Debian names it, an executable is.
architecture() {
  case $(od -A n -t u2 -j 18 -N 2 "$1" | tr -d ' ') in
    62) echo amd64 ;;
    183) echo arm64 ;;
    21) echo ppc64el ;;
    243) echo riscv64 ;;
    5632) echo s390x ;;   # 22, in its order of bytes
    *) dpkg --print-architecture ;;
  esac
}

jdk_package=openjdk-25-jdk-headless
no_jdk="there is no JDK 25 in JDK25_HOME, in JAVA_HOME or under /usr/lib/jvm"

# find_jdk25: prints the home of a JDK 25, the first that is found, as a path without links; fails when there is none.
find_jdk25() {
  local home
  for home in "${JDK25_HOME:-}" "${JAVA_HOME:-}" /usr/lib/jvm/*25*; do
    if [ -n "$home" ] && [ -x "$home/bin/javac" ] && "$home/bin/java" -version 2>&1 | grep '"25[."]' >/dev/null; then
      realpath "$home"
      return 0
    fi
  done
  return 1
}

# jdk25: the same, and installs one where there is none.
jdk25() { find_jdk25 || { install_packages "$jdk_package" && find_jdk25; } || die "$no_jdk"; }

# maven ARGUMENT...: Maven on the JDK 25, quiet about its own libraries.
maven() {
  need mvn maven
  (cd "$top" &&
    JAVA_HOME=$(jdk25) MAVEN_OPTS="--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED ${MAVEN_OPTS:-}" \
      mvn -B -ntp -Dstyle.color=never "$@")
}
