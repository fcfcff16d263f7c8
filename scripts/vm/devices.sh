#!/bin/sh
# What scripts/check-devices runs in the guest: the modules of closures are loaded one by one; what kmod devices says of virtio, PCI and USB devices.
set -u
cd /test
passed=0 failed=0
expect() { if eval "$2"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED: $1: $2"; fi; }

# Each module of a closure by insmod, in the order given, alone: nothing else is loaded meanwhile.
echo /bin/true >/proc/sys/kernel/modprobe
for target in $(cat targets); do
  kmod closure -d / -S "$(uname -r)" --softdep "$target" >/tmp/list 2>/tmp/complaint || { echo "FAILED: closure of $target: $(cat /tmp/complaint)"; failed=$((failed + 1)); continue; }
  bad=
  for file in $(cat /tmp/list); do
    insmod "$file" 2>/tmp/error && continue
    grep -q 'File exists' /tmp/error && continue
    # A driver may refuse because its hardware is not there; a symbol must not be missing.
    if grep -qi 'unknown symbol' /tmp/error; then bad="$file: $(cat /tmp/error)"; fi
  done
  expect "closure of $target ($(wc -l </tmp/list) files)" '[ -z "$bad" ]'
  [ -z "$bad" ] || echo "$bad"
  if [ -s /tmp/list ]; then
    sed 's,.*/,,; s/\.ko.*//; s/-/_/g' /tmp/list | sed '1!G;h;$!d' | while read -r module; do rmmod "$module" 2>/dev/null; done
  fi
done
dmesg | grep -i 'unknown symbol' | head -n 5
expect 'the kernel missed no symbol' '! dmesg | grep -qi "unknown symbol"'

# The devices. Nothing is loaded for them yet, but what cannot be removed.
mkdir -p /etc/kmod/policy.d /etc/modprobe.d /lib/firmware
echo 'forbid 8139cp reason old card' >/etc/kmod/policy.d/x.conf
echo 'forbid 8139too reason old card' >>/etc/kmod/policy.d/x.conf
echo 'blacklist snd_hda_intel' >/etc/modprobe.d/x.conf
modprobe xhci_pci; modprobe virtio_pci; modprobe virtio_net; modprobe virtio_blk
stick=
for try in $(seq 60); do
  for path in /sys/bus/usb/devices/[0-9]*-[1-9]*:1.0; do [ ! -e "$path/modalias" ] || stick=$(basename "$path"); done
  [ -z "$stick" ] || break
  sleep 1
done
kmod devices >/tmp/devices 2>/tmp/said; cat /tmp/devices /tmp/said
about() { kmod devices "$1" 2>&1; }
pci() { for device in /sys/bus/pci/devices/*; do [ "$(cat "$device/vendor")$(cat "$device/device")" = "$1" ] && basename "$device"; done; }
realtek=$(pci 0x10ec0x8139); sound=$(pci 0x80860x2668); edu=$(pci 0x12340x11e8); e100=$(pci 0x80860x1229)
expect 'the forbidden one' 'about "$realtek" | grep -q "policy" && about "$realtek" | grep -q "old card"'
expect 'the blacklisted one' 'about "$sound" | grep -q "blacklist"'
expect 'no driver, no module' 'about "$edu" | grep -q . && ! about "$edu" | grep -q "\.ko"'
expect 'missing firmware' 'about "$e100" | grep -q "e100/d101m_ucode.bin"'
mkdir -p /lib/firmware/e100; : >/lib/firmware/e100/d101m_ucode.bin; : >/lib/firmware/e100/d101s_ucode.bin; : >/lib/firmware/e100/d102e_ucode.bin
expect 'firmware that is there' '! about "$e100" | grep -q "ucode"'
expect 'virtio is bound' 'kmod devices "virtio0" | grep -q virtio_net || kmod devices "virtio1" | grep -q virtio_net'
expect 'the USB stick' 'kmod devices --for usb_storage | grep -q "^$stick "'
expect 'those without a driver first' 'kmod devices --json >/tmp/json'
# Beside lspci -k: the same modules for each PCI device.
for device in /sys/bus/pci/devices/*; do
  name=$(basename "$device")
  ./lspci/lspci -k -D -s "$name" 2>/dev/null | sed -n 's/^.*Kernel modules: //p' | tr -d ',' | tr ' ' '\n' | tr - _ | grep . | sort >/tmp/theirs
  kmod devices --json "$name" 2>/dev/null | sed 's/"modules":\[/\n&/' | grep '^"modules"' | grep -o '"module":"[^"]*"' | cut -d'"' -f4 | sort >/tmp/ours
  cmp -s /tmp/theirs /tmp/ours || { echo "$name: theirs: $(cat /tmp/theirs | tr '\n' ' ') ours: $(cat /tmp/ours | tr '\n' ' ')"; }
  expect "$name as lspci -k has it" 'cmp -s /tmp/theirs /tmp/ours'
done
echo "devices: $passed passed, $failed failed"
[ $failed = 0 ]
