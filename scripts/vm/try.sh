#!/bin/sh
# What scripts/try runs in the guest. Shows each command before its output.
set -u
failed=0
show() { echo "# $*"; "$@"; }
must() { "$@" || { echo "FAILED: $*"; failed=1; }; }
is_loaded() { [ -d "/sys/module/$1" ]; }

must show modprobe -v dm_mirror
must show lsmod
echo '# modinfo dm_mirror | head -n 8'
modinfo dm_mirror | head -n 8
loop=$(find /lib/modules -name 'loop.ko*')
must show insmod "$loop" max_loop=3
echo "max_loop is $(cat /sys/module/loop/parameters/max_loop)"
show rmmod dm_mod && { echo 'FAILED: rmmod of a module in use'; failed=1; }
must show modprobe -r -v dm_mirror
for module in dm_mirror dm_region_hash dm_log dm_mod; do
  is_loaded "$module" && { echo "FAILED: $module is still there"; failed=1; }
done
[ $failed = 0 ] && echo 'none of the four is left'

echo "# cat /proc/sys/kernel/modprobe: $(cat /proc/sys/kernel/modprobe) -> $(readlink -f /sbin/modprobe)"
losetup /dev/loop0 /test/vfat.image
is_loaded vfat && { echo 'FAILED: vfat is there already'; failed=1; }
must show mount -t vfat /dev/loop0 /mnt
is_loaded vfat && echo 'vfat came by the upcall'
is_loaded dummy && { echo 'FAILED: dummy is there already'; failed=1; }
must show ip link add dummy7 type dummy
is_loaded dummy && echo 'dummy came by the upcall'
show lsmod
exit $failed
