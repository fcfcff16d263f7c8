#!/bin/sh
# What scripts/check-sweep runs in the guest: modules in use in ten ways and ten that nothing uses.
set -u
cd /test
passed=0 failed=0
expect() { if eval "$2"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED: $1: $2"; kmod sweep; lsmod; fi; }
verdict() { kmod sweep >/tmp/verdicts 2>&1; grep -Eq "^$1 +$2" /tmp/verdicts; }
stays() { verdict "$1" stays; }
goes() { verdict "$1" 'may go'; }
hold() { # hold NAME WORDS...: in the background, until the end
  name=$1; shift
  ./hold "$@" >/tmp/held.$name 2>&1 &
  for try in 1 2 3 4 5 6 7 8 9 10; do grep -q held /tmp/held.$name && return 0; sleep 1; done
  echo "FAILED: cannot hold $name"; cat /tmp/held.$name; failed=$((failed + 1))
}

idle="isofs udf squashfs nls_cp850 nls_iso8859_2 serpent_generic cast5_generic twofish_generic wp512 exfat"
for module in $idle; do modprobe "$module" || echo "FAILED: $module"; done

# 1 and 2: mounted, from a file behind a loop device
dd if=/dev/zero of=/tmp/disk bs=1024 count=2048 2>/dev/null; mkdosfs /tmp/disk >/dev/null
modprobe loop; modprobe vfat; modprobe nls_cp437; modprobe nls_ascii 2>/dev/null; modprobe nls_utf8 2>/dev/null
losetup /dev/loop0 /tmp/disk; mkdir -p /mnt/disk; mount -t vfat /dev/loop0 /mnt/disk || echo "FAILED: mount"
# 3: bound to a device
modprobe scsi_debug; modprobe sd_mod
# 4: an open device node
modprobe tun; mkdir -p /dev/net; [ -e /dev/net/tun ] || mknod /dev/net/tun c 10 200; hold tun open /dev/net/tun
# 5: a socket of a family
hold sctp socket 2 1 132
# 6: an algorithm in use
hold md4 hash md4
# 7: a rule of nft
./nft/nft 'add table inet t' && ./nft/nft 'add chain inet t c { type filter hook input priority 0; }' &&
  ./nft/nft add rule inet t c ct state established accept || echo "FAILED: nft"
# 8: a bridge
brctl addbr br0 || echo "FAILED: bridge"
# 9: held by another, which is to stay
modprobe dm_mirror; mkdir -p /etc/kmod/keep.d; echo dm_mirror >/etc/kmod/keep.d/x.conf
# 10: a running program
modprobe fuse; hold fuse open /dev/fuse
used="vfat fat loop scsi_debug sd_mod tun sctp md4 af_alg algif_hash nf_tables bridge llc stp dm_mirror dm_log dm_region_hash dm_mod fuse"
for module in $used; do
  grep -q "^$module " /proc/modules || { echo "not loaded: $module"; continue; }
  expect "$module is in use" "stays $module"
done
for module in $idle; do expect "$module is idle" "goes $module"; done
before=$(cat /proc/modules | wc -l)
kmod sweep --json >/tmp/json; expect "a dry run removes nothing" '[ "$(cat /proc/modules | wc -l)" = "$before" ]'
kmod sweep --remove --idle=1 >/tmp/removed; expect "nothing is unused for a minute" '[ ! -s /tmp/removed ]'
kmod sweep --remove >/tmp/removed 2>&1; status=$?
cat /tmp/removed
expect "removed without a mistake" '[ $status = 0 ]'
for module in $idle; do expect "$module is gone" "! grep -q '^$module ' /proc/modules"; done
for module in $used; do
  case $module in algif_hash | af_alg) continue ;; esac
  expect "$module is still there" "grep -q '^$module ' /proc/modules"
done
expect "the mount works" 'echo x >/mnt/disk/x && [ "$(cat /mnt/disk/x)" = x ]'
# What went comes back when it is used.
for type in iso9660 udf squashfs exfat; do mount -t $type /dev/loop0 /mnt 2>/dev/null; done
for module in isofs udf squashfs exfat; do expect "$module comes back" "grep -q '^$module ' /proc/modules"; done
mount -t vfat -o iocharset=iso8859-2,codepage=850 /tmp/disk /mnt 2>/dev/null; umount /mnt 2>/dev/null
for module in nls_cp850 nls_iso8859_2; do expect "$module comes back" "grep -q '^$module ' /proc/modules"; done
hold wp512 hash wp512
expect "wp512 comes back" "grep -q '^wp512 ' /proc/modules"
expect "wp512 is in use then" "stays wp512"
echo "sweep: $passed passed, $failed failed"
[ $failed = 0 ]
