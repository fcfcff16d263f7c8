#!/bin/sh
# What scripts/check-kernel runs in the guest, once with kmod's tools and once with ours, each on a fresh boot. Every scenario prints its
# commands, what they say, their status, and what the kernel has afterwards.
set -u
K=/lib/modules/$(uname -r)/kernel
file() { find "$K" -name "$1.ko*" | head -n 1; }
run() { echo "\$ $*"; "$@" 2>&1; echo "= $?"; }
# What is loaded, by name: the order of loading is the kernel's, and shows.
state() { cut -d' ' -f1,3 /proc/modules | tr '\n' ';'; echo; }
scenario() { echo "## $*"; dmesg -c >/dev/null; }
# What the kernel itself said of the modules since the scenario began.
said() { dmesg -c | sed 's/^<[0-9]*>//; s/^\[ *[0-9.]*\] *//' | grep -E '^(dummy|loop|vfat|fat|llc|dm_mod|test|module|Loading|signature|Lockdown)[: ]|taint' | sed 's/^/kernel: /'; }
# The kernel starts modprobe itself: what is loaded afterwards.
asks() { echo "\$ $*"; "$@" >/dev/null 2>&1; cut -d' ' -f1 /proc/modules | tr '\n' ';'; echo; clean; }
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
scenario a bad value; run modprobe loop max_loop=abc; run modprobe -v loop max_loop=abc; state; said; clean
scenario an unknown parameter; run modprobe -v dummy nosuch=1; state; said; clean
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
scenario a file that is being written; cp "$(file dummy)" /tmp/w.ko; sleep 3 >>/tmp/w.ko & sleep 1; run insmod /tmp/w.ko; run modprobe /tmp/w.ko; wait; state
scenario a module that starts on no such machine; run modprobe kvm_intel; state; clean
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
scenario jkmod alone: a missing index; mv /lib/modules/"$(uname -r)"/modules.dep.bin /tmp/; run modprobe dummy; run modprobe -D dummy; mv /tmp/modules.dep.bin /lib/modules/"$(uname -r)"/
scenario jkmod alone: what is loaded; modprobe dm_mirror; run lsmod --tree; run lsmod --sort=-size --columns=name,size,state,taint,version,srcversion,file,signer; run lsmod --json --columns=taint,file; modprobe loop; run kmod params loop; run kmod params --json loop dm_mirror; clean
scenario without proc; umount /proc; run lsmod; run modprobe -S "$(uname -r)" dummy; run rmmod dummy; mount -t proc proc /proc; clean
scenario options from three places; conf 'options loop max_loop=6\n'; run modprobe -v loop hw_queue_depth=64; for p in max_loop max_part hw_queue_depth; do cat /sys/module/loop/parameters/$p; done; clean
scenario blacklisted on the kernel command line; run modprobe -v -b nls_cp437; run modprobe -v nls_cp437; state; clean
scenario a value with spaces; run modprobe -v dummy 'nosuch=a b'; said; run insmod "$(file dummy)" 'nosuch=c d'; said; clean
scenario an alias of several modules; conf 'alias both dummy\nalias both llc\n'; run modprobe -v both; state; run modprobe -r -v both; state; clean
scenario weakdeps; conf 'weakdep dummy llc\n'; run modprobe -v dummy; state; clean
scenario holders of another; run modprobe dm_mirror; run modprobe -r -v --remove-holders dm_log; state; clean
scenario waiting for a user; run modprobe tun; mknod /tmp/tun c 10 200; sleep 2 </tmp/tun & sleep 1; run rmmod tun; run modprobe -r -v -w 20000 tun; state; wait; clean
scenario forcing out what is used; run modprobe dm_mirror; run rmmod -f dm_log; state; clean
scenario a module without signature; run insmod /test/unsigned.ko; state; cat /sys/module/dummy/taint; said; clean
scenario a module altered after it was signed; run insmod /test/altered.ko; state; said; run insmod -f /test/altered.ko; state; said; clean
scenario a module of another kernel; run insmod /test/foreign.ko; state; said; run insmod -f /test/foreign.ko; state; clean
scenario forcing by modprobe; run modprobe -v --force-vermagic /test/foreign.ko; run modprobe -v --force-modversion /test/foreign.ko; state; run rmmod dummy; run modprobe -v -f /test/altered.ko; state; clean
scenario compressed by others; for f in /test/dummy.ko.zst /test/big.ko.xz; do run insmod $f; state; clean; done
scenario jkmod alone: gzip; run insmod /test/dummy.ko.gz; state; clean
scenario jkmod alone: xz with a check that the kernel refuses; run insmod /test/crc64.ko.xz; state; clean
scenario cut and compressed; for f in /test/cut.ko.xz /test/cut.ko.zst; do run insmod $f; state; clean; done
scenario the kernel asks for a file system; asks mount -t isofs /dev/null /mnt
scenario the kernel asks for a protocol family; asks /test/upcall socket 38 5 0
scenario the kernel asks for a protocol; asks /test/upcall socket 2 1 132
scenario the kernel asks for netlink; asks /test/upcall socket 16 3 12
scenario the kernel asks for a hash; asks /test/upcall hash md4
scenario the kernel asks for a hash that nobody has; asks /test/upcall hash 'no[such-hash'
scenario the kernel asks for a link; asks ip link add br9 type bridge
scenario the kernel asks for a character device; mknod /tmp/c c 10 200; asks dd if=/tmp/c count=0
scenario the kernel asks for a block device; mknod /tmp/b b 7 5; asks dd if=/tmp/b count=1
scenario the kernel asks for congestion control; asks sh -c 'echo vegas >/proc/sys/net/ipv4/tcp_congestion_control; echo reno >/proc/sys/net/ipv4/tcp_congestion_control'
scenario the kernel asks for a scheduler; modprobe loop; asks sh -c 'echo bfq >/sys/block/loop0/queue/scheduler; echo none >/sys/block/loop0/queue/scheduler'
scenario the kernel asks for a binary format; printf 'AD\001\002rest' >/tmp/binary; chmod 755 /tmp/binary; conf 'alias binfmt-0201 dummy\nalias binfmt-4441 dummy\n'; asks /tmp/binary
scenario jkmod alone: raised privileges
mkdir /test/suid; cp "$(readlink -f /usr/sbin/modprobe)" /test/suid/modprobe; chmod 4755 /test/suid/modprobe
export MODPROBE_OPTIONS=--nosuch; run /test/upcall as 65534 /test/suid/modprobe -n -v dummy; unset MODPROBE_OPTIONS; clean
scenario the log; run modprobe -s nosuch; run insmod -s /nosuch
exit 0
