#!/bin/bash
# The modules of an initramfs by kmod closure: those that /etc/dracut-closure names, one a line, with all that they need and their firmware,
# in one run. Goes into /usr/lib/dracut/modules.d/90kmod-closure, with add_dracutmodules+=" kmod-closure " and
# omit_dracutmodules+=" kernel-modules kernel-modules-extra kernel-network-modules ". Some other dracut modules, such as qemu, nvdimm and
# overlay-root, bring kernel modules of their own; omit those too where the list is to be all.

check() {
  return 255
}

depends() {
  return 0
}

# shellcheck disable=SC2154
installkernel() {
  local file files
  files=$(kmod closure -d "${dracutsysrootdir:-/}" -S "$kernel" --softdep --weakdep --firmware - <"${dracutsysrootdir-}/etc/dracut-closure") || return 1
  while read -r file; do
    inst_simple "$file"
  done <<<"$files"
}

install() {
  mkdir -p "${initdir?}/etc/modules-load.d"
  cp "${dracutsysrootdir-}/etc/dracut-closure" "$initdir/etc/modules-load.d/closure.conf"
}
