# How the benchmarks time: in turn, so that whatever else the machine does hits all alike. Needs $work.
# shellcheck shell=bash
need gcc gcc libc6-dev
gcc -O2 -Wall -Wextra -Werror "$top/scripts/benchmarks/pairs.c" -o "$work/pairs"

# The reference for times is a plain binary: kmod 34.2's wrapper costs 1.4 ms, so the machine's own kmod package (30) is used.
plain_kmod() {
  PATH=$PATH:/sbin:/usr/sbin
  need kmod kmod
  readlink -f "$(command -v kmod)"
}

# empty_program: prints the path of a native program that does nothing, built the same way as ours.
empty_program() {
  local folder=$cache/empty-program
  if [ ! -x "$folder/bin/empty" ] || [ "$top/scripts/build" -nt "$folder/bin/empty" ] || [ "$top/scripts/start/profile" -nt "$folder/bin/empty" ]; then
    say "building an empty native program to compare with (1 minute)"
    rm -rf "$folder"; mkdir -p "$folder/bin" "$folder/lib/jkmod" "$folder/classes"
    local builder
    builder=$("$top/scripts/native-image/setup")
    echo 'public class Empty { public static void main(String[] a) {} }' >"$folder/Empty.java"
    "$(jdk25)/bin/javac" -d "$folder/classes" "$folder/Empty.java"
    (cd "$folder/bin" && "$builder/bin/native-image" "--start-profile=$top/scripts/start/profile" -cp "$folder/classes" -o empty -march=compatibility -R:MaxHeapSize=1g \
      -R:-AutomaticReferenceHandling -H:-InstallExitHandlers -R:-EnableSignalHandling -H:NativeLinkerOption=-no-pie Empty) >"$folder/log" 2>&1 ||
      die "the empty program could not be built: $folder/log"
    cp "$builder"/runtime/lib{java,net,nio,zip,jvm}.so "$folder/lib/jkmod/"
  fi
  printf '%s\n' "$folder/bin/empty"
}
