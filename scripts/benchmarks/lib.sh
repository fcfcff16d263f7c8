# How the benchmarks time: pair by pair, ours and theirs in turn, so that whatever else the machine does hits both.
# shellcheck shell=bash

# The reference for times is a plain binary: kmod 34.2's wrapper costs 1.4 ms, so the machine's own kmod package (30) is used.
plain_kmod() {
  command -v kmod >/dev/null || PATH=$PATH:/sbin:/usr/sbin need kmod kmod
  command -v kmod || echo /bin/kmod
}

# milliseconds COMMAND...: runs it once, output thrown away, and prints how long it took.
milliseconds() {
  local from to
  from=${EPOCHREALTIME/./}
  "$@" >/dev/null 2>&1 </dev/null || true
  to=${EPOCHREALTIME/./}
  echo $((to - from))
}

# median: of the numbers on standard input, in microseconds, printed as milliseconds.
median() { sort -n | awk '{ v[NR] = $1 } END { m = NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2; printf "%.2f", m / 1000 }'; }

# pair LABEL RUNS -- THEIRS... -- OURS...: one line of the table.
pair() {
  local label=$1 runs=$2; shift 3
  local theirs=() ours=()
  while [ "$1" != -- ]; do theirs+=("$1"); shift; done
  shift; ours=("$@")
  local a b
  : >"$work/a"; : >"$work/b"
  milliseconds "${theirs[@]}" >/dev/null; milliseconds "${ours[@]}" >/dev/null
  for ((i = 0; i < runs; i++)); do
    milliseconds "${theirs[@]}" >>"$work/a"
    milliseconds "${ours[@]}" >>"$work/b"
  done
  a=$(median <"$work/a") b=$(median <"$work/b")
  printf '%-34s %10s %10s %8s\n' "$label" "$a" "$b" "$(awk -v a="$a" -v b="$b" 'BEGIN { printf "%.2f", b / a }')"
}

heading() { printf '%-34s %10s %10s %8s\n' "$1" "$2 ms" "jkmod ms" ratio; }
