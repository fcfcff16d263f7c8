# What the benchmarks share; scripts/bench reads it, in a mount namespace of its own, and then those that were asked for. Needs $work and $runs.
# shellcheck shell=bash

# The Debian 13 in which both are timed: /usr/sbin has kmod's tools, /bench/ours ours, as the package installs them; /bench is $work.
root=$("$top/scripts/peer/trixie")
read -r kernel release _ < <("$top/scripts/peer/kernel" 6.1)
mkdir -p "$root/bench" "$root/usr/lib/jkmod" "$root/usr/lib/modules/$release" "$work/package" "$work/ours" "$out"
mount -t proc proc "$root/proc"
mount -t sysfs sysfs "$root/sys"
mount --bind /dev "$root/dev"; mount --bind /dev/pts "$root/dev/pts"
mount --bind "$work" "$root/bench"
mount --bind "$kernel/lib/modules/$release" "$root/usr/lib/modules/$release"
tar -C "$work/package" -xzf "$("$top/scripts/package" tar "$work")"
mount --bind "$work/package/usr/lib/jkmod" "$root/usr/lib/jkmod"
for tool in depmod insmod lsmod modinfo modprobe rmmod; do ln -s /usr/lib/jkmod/kmod "$work/ours/$tool"; done
gcc -static -O2 -Wall -Wextra -Werror "$top/scripts/benchmarks/pairs.c" -o "$work/pairs"
inside() { chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin HOME=/root "$@"; }

# How often: what takes a tenth of a second, and what takes seconds.
fewer=$((runs / 7 > 3 ? runs / 7 : 3)) few=$((runs / 20 > 3 ? runs / 20 : 3))

# The machine, for whoever reads the figures: what it is, and how much of it others had meanwhile.
started=$(date +%s.%N)
busy() { awk '$1 == "cpu" { print $2 + $3 + $4 + $7 + $8 }' /proc/stat; }
busy_before=$(busy)
machine() { # needs `times >"$work/times"` of this shell itself, which is what we used
  local ours others
  ours=$(awk -F '[ms ]+' '{ for (i = 1; i < NF; i += 2) t += $i * 60 + $(i + 1) } END { print t }' "$work/times")
  others=$(awk -v from="$started" -v to="$(date +%s.%N)" -v cpus="$(nproc)" -v all="$(($(busy) - busy_before))" -v hz="$(getconf CLK_TCK)" -v ours="$ours" \
    'BEGIN { o = (all / hz - ours) / (to - from) / cpus * 100; printf "%.0f", (o > 0 ? o : 0) }')
  printf '%s, %s processors, %s GiB, Linux %s; Debian %s with %s; jkmod %s; %s runs of each query, %s to %s of what takes longer; %s; others used %s %% of the processors meanwhile\n' \
    "$(sed -n 's/^model name[[:space:]]*: //p' /proc/cpuinfo | head -n 1)" "$(nproc)" \
    "$(awk '$1 == "MemTotal:" { printf "%.0f", $2 / 1048576 }' /proc/meminfo)" "$(uname -r)" "$(cat "$root/etc/debian_version")" \
    "$(inside dpkg-query -W -f '${Package} ${Version}' kmod)" "$(git -C "$top" rev-parse --short HEAD 2>/dev/null || echo '?')" \
    "$runs" "$few" "$fewer" "$(date -u +%F)" "$others"
}

printf 'key\twhat\truns\tkmod ms\tjkmod ms\tratio\tkmod KiB\tjkmod KiB\n' >"$work/table"
printf '%-52s %5s %9s %9s %6s %9s %9s\n' "medians, ms; peak memory, KiB" runs "kmod 34.2" jkmod ratio kmod jkmod
record() { # record KEY WHAT RUNS KMOD-MS JKMOD-MS KMOD-KIB JKMOD-KIB
  awk -v OFS='\t' -v key="$1" -v what="$2" -v runs="$3" -v k="$4" -v j="$5" -v a="$6" -v b="$7" -v table="$work/table" 'BEGIN {
    printf "%-52s %5d %9.2f %9.2f %6.2f %9s %9s\n", what, runs, k, j, j / k, a, b
    print key, what, runs, k, j, sprintf("%.3f", j / k), a, b >>table }'
}

# compare KEY WHAT RUNS STATUS COMMAND... -- COMMAND...: kmod's command and ours; both must end with that status. RUNS -t: on a terminal.
compare() {
  local key=$1 what=$2 times=$3 status=$4 lines k j; shift 4
  # shellcheck disable=SC2086
  mapfile -t lines < <(inside /bench/pairs ${terminal:-} "$times" "$@")
  read -ra k <<<"${lines[0]:-}"; read -ra j <<<"${lines[1]:-}"
  [ "${k[2]:-} ${j[2]:-}" = "$status $status" ] || die "$what: kmod's status is ${k[2]:-none}, ours ${j[2]:-none}, and not $status: $*"
  record "$key" "$what" "$times" "${k[0]}" "${j[0]}" "${k[1]}" "${j[1]}"
}

# row KEY WHAT RUNS STATUS TOOL ARGUMENT...: the same command of both.
row() {
  local key=$1 what=$2 times=$3 status=$4 tool=$5; shift 5
  compare "$key" "$what" "$times" "$status" "/usr/sbin/$tool" "$@" -- "/bench/ours/$tool" "$@"
}

# loaded COUNT: a made-up /proc/modules and /sys/module of as many modules, until `umount_state`.
loaded() {
  local state=$work/state-$1 i users
  mkdir -p "$state/proc/self" "$state/sys/module"
  ln -s /usr/lib/jkmod/kmod "$state/proc/self/exe"
  for ((i = 1; i <= $1; i++)); do
    users=; [ "$i" = 1 ] || users="module_$((i - 1)),"
    printf 'module_%d %d %d %s Live 0x0000000000000000\n' "$i" $((i * 4096)) $((i > 1)) "${users:--}"
    mkdir -p "$state/sys/module/module_$i/holders"
    echo $((i * 4096)) >"$state/sys/module/module_$i/coresize"; echo $((i > 1)) >"$state/sys/module/module_$i/refcnt"
    echo live >"$state/sys/module/module_$i/initstate"
    [ "$i" = 1 ] || ln -s "../../module_$((i - 1))" "$state/sys/module/module_$i/holders/module_$((i - 1))"
  done >"$state/proc/modules"
  mount --bind "$state/proc" "$root/proc"
  mount --bind "$state/sys" "$root/sys"
}
umount_state() { umount "$root/proc" "$root/sys"; }

# many_modules COUNT: a made-up tree of as many modules; prints its folder as it is called inside.
many_modules() {
  local tree=$work/modules-$1 fixtures=$top/src-test-fixtures/src/main/java/org/jkmod/fixtures
  if [ ! -d "$tree" ]; then
    mkdir -p "$tree"
    [ -d "$work/classes" ] || "$(jdk25)/bin/javac" -proc:none -cp "$(find ~/.m2/repository/org/jspecify -name 'jspecify-*.jar' -print -quit)" -d "$work/classes" "$fixtures"/{ElfBuilder,ManyModules}.java \
      $(ls "$top"/kmod-core/src/main/java/org/jkmod/{bytes/*,port/{Errno,KernelException,OpenFile}}.java | grep -v package-info) >&2 || die "the made-up modules were not made"
    "$(jdk25)/bin/java" -cp "$work/classes" org.jkmod.fixtures.ManyModules "$tree" 1.0 "$1"
  fi
  printf '/bench/modules-%s\n' "$1"
}

# many_lines COUNT: a file of as many lines of configuration about the modules of a list on standard input; prints its name inside.
many_lines() {
  awk -v count="$1" '{ names[n++] = $1 } END { for (i = 0; lines < count; i++) { m = names[i % n]
    print "alias name-" i " " m; print "options " m " value=" i; print "blacklist other-" i; print "softdep thing-" i " pre: " m; print "# a comment"; lines += 5 } }' |
    head -n "$1" >"$work/lines-$1.conf"
  printf '/bench/lines-%s.conf\n' "$1"
}

finish() {
  local name=${groups[0]}
  [ "${groups[*]}" != "startup query depmod vm" ] || name=all
  times >"$work/times"
  { echo "# $(machine)"; cat "$work/table"; } >"$out/$name.tsv"
  "${report[@]}" markdown "$out/$name.tsv" >"$out/$name.md"
  head -n 1 "$out/$name.tsv"
  say "as Markdown: $out/$name.md; as TSV: $out/$name.tsv"
}
