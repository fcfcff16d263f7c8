# Types into a shell on a terminal of its own, TAB and all, and compares what the shell makes of it.
#   usage: zsh -f type.zsh COMMAND SETUP < CASES
# SETUP is a line for the shell; each case is a line "typed|command line that it becomes", where the typing ends with a TAB.
zmodload zsh/zpty
emulate -R zsh
setopt extendedglob
zpty shell "$1"
zpty -w shell "$2"
zpty -w shell 'for t in depmod insmod kmod lsmod modinfo modprobe rmmod; do eval "$t() { printf \"%s%s<%s>\\n\" GO T \"$t \$*\"; }"; done; echo REA""DY'
zpty -r -m shell seen '*READY*' || exit 1
integer passed=0 failed=0
while IFS='|' read -r typed wanted; do
  zpty -w -n shell "$typed"$'\t'
  # The shell has completed before it reads on: what it reads next is a line's end.
  zpty -w -n shell $'\r'
  zpty -r -m shell seen '*GOT<[^>]#>*' || exit 1
  got=${${seen##*GOT<}%%>*}
  if [[ $got == $wanted ]]; then
    (( passed++ ))
  else
    (( failed++ ))
    print -u2 "typed '$typed': wanted '$wanted', got '$got'"
  fi
done
zpty -d shell
print "$passed passed, $failed failed"
