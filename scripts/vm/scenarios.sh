#!/bin/sh
# What scripts/check-kernel runs in the guest, once with kmod's tools and once with ours, each on a fresh boot. Every scenario prints its
# commands, what they say, their status, and what the kernel has afterwards.
set -u
K=/lib/modules/$(uname -r)/kernel
file() { find "$K" -name "$1.ko*" | head -n 1; }
run() { echo "\$ $*"; "$@" 2>&1; echo "= $?"; }
# What is loaded, by name: the order of loading is the kernel's, and shows.
state() { cut -d' ' -f1,3 /proc/modules | tr '\n' ';'; echo; }
scenario() { echo "## $*"; }
conf() { mkdir -p /etc/modprobe.d; printf '%b' "$*" >/etc/modprobe.d/test.conf; }
clean() {
  rm -f /etc/modprobe.d/test.conf
  for _ in 1 2 3 4 5 6; do for m in $(cut -d' ' -f1 /proc/modules); do rmmod "$m" 2>/dev/null; done; done
}

scenario load a stack; run modprobe -v dm_mirror; state; run modprobe -v dm_mirror; run modprobe --first-time dm_mirror; clean
scenario load quietly; run modprobe dm-mirror; state; clean
scenario by alias; run modprobe -v fs-vfat; state; clean
scenario by several names; run modprobe -a -v vfat dummy nosuch; state; clean
scenario not there; run modprobe nosuch; run modprobe -q nosuch; run modprobe -r nosuch; run modprobe -r dummy; run modprobe -r --first-time dummy
scenario built in; run modprobe -v ext4; run modprobe --first-time ext4; run modprobe -r ext4; run rmmod ext4
scenario parameters; run modprobe -v loop max_loop=5; cat /sys/module/loop/parameters/max_loop; clean
scenario a bad value; run modprobe loop max_loop=abc; run modprobe -v loop max_loop=abc; state; clean
scenario an unknown parameter; run modprobe -v dummy nosuch=1; state; clean
scenario options from the configuration; conf 'options loop max_loop=6\n'; run modprobe -v loop; cat /sys/module/loop/parameters/max_loop; clean
scenario options and arguments; conf 'options loop max_loop=6\n'; run modprobe -v loop max_loop=7; cat /sys/module/loop/parameters/max_loop; clean
scenario options for an alias; conf 'alias myloop loop\noptions myloop max_loop=8\n'; run modprobe -v myloop; cat /sys/module/loop/parameters/max_loop; clean
scenario blacklisted; conf 'blacklist dummy\nblacklist vfat\n'; run modprobe -v dummy; run modprobe -v -b dummy; run modprobe -v fs-vfat; state; clean
scenario softdeps; conf 'softdep dummy pre: llc post: stp\n'; run modprobe -v dummy; state; run modprobe -r -v dummy; state; clean
scenario softdeps that fail; conf 'softdep dummy pre: nosuch\n'; run modprobe -v dummy; state; clean
scenario an install command; conf 'install dummy echo "installing $MODPROBE_MODULE" $CMDLINE_OPTS; modprobe --ignore-install dummy $CMDLINE_OPTS\n'; run modprobe dummy numdummies=2; state; clean
scenario an install command that fails; conf 'install dummy false\n'; run modprobe dummy; state; clean
scenario a remove command; conf 'remove dummy echo removing; modprobe -r --ignore-remove dummy\n'; run modprobe dummy; run modprobe -r dummy; state; clean
scenario remove a single one; run modprobe dummy; run modprobe -r -v dummy; state
scenario in use; run modprobe dm_mirror; run rmmod dm_mod; run modprobe -r dm_mod; run rmmod dm_mirror dm_log dm_region_hash; state; clean
scenario rmmod several; run modprobe -a dummy llc; run rmmod dummy nosuch llc; state; clean
scenario rmmod by file; run modprobe dummy; run rmmod "$(file dummy)"; state; clean
scenario holders; run modprobe dm_mirror; run modprobe -r --remove-holders dm_mirror; run modprobe -r --remove-holders nosuch; clean
scenario insmod; run insmod "$(file dummy)" numdummies=2; state; run insmod "$(file dummy)"; clean
scenario insmod without what it needs; run insmod "$(file vfat)"; state; clean
scenario insmod of what is none; echo hello >/tmp/x.ko; run insmod /tmp/x.ko; : >/tmp/empty.ko; run insmod /tmp/empty.ko; run insmod /nosuch.ko; run insmod /tmp
scenario insmod with a bad value; run insmod "$(file loop)" max_loop=abc; state; clean
scenario a module cut off
head -c 5000 "$(file dummy)" >/tmp/dummy.ko; run insmod /tmp/dummy.ko; state; clean
scenario a path; run modprobe -v "$(file vfat)"; state; clean
scenario dry runs; run modprobe -n -v dm_mirror; run modprobe -n dm_mirror; run modprobe -D dm_mirror; state
scenario force; run modprobe -v -f dummy; cat /sys/module/dummy/taint; clean
scenario eight at once
for m in dm_mirror dm_log vfat fat bridge stp llc dm_mod; do modprobe $m & done; wait; cut -d' ' -f1 /proc/modules | sort | tr '\n' ';'; echo; clean
scenario the kernel asks; ip link add dummy9 type dummy; echo "= $?"; state; ip link del dummy9; clean
scenario the list; run modprobe dm_mirror; run lsmod; clean
scenario waiting; run modprobe dummy; run modprobe -r -w 100 -v dummy; state
scenario removing with -a; run modprobe -a dummy llc; run modprobe -r -a -v dummy nosuch llc; state; clean
scenario versions; run modprobe --show-exports "$(file llc)"; run modprobe --show-modversions "$(file stp)"
scenario a missing index; mv /lib/modules/"$(uname -r)"/modules.dep.bin /tmp/; run modprobe dummy; run modprobe -D dummy; mv /tmp/modules.dep.bin /lib/modules/"$(uname -r)"/
scenario without proc; umount /proc; run lsmod; run modprobe -S "$(uname -r)" dummy; run rmmod dummy; mount -t proc proc /proc; clean
scenario the log; run modprobe -s nosuch; run insmod -s /nosuch
exit 0
