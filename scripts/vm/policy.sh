#!/bin/sh
# What scripts/check-policy runs in the guest: what the policy keeps out in a real kernel, what it does not, and what the log says of it.
set -u
cd /test
D=/etc/kmod/policy.d
F=$D/10-test.conf
mkdir -p "$D"
passed=0 failed=0
ok() { passed=$((passed + 1)); }
bad() { failed=$((failed + 1)); echo "FAILED: $*"; echo "said: $said"; dmesg | sed -n "/== $mark/,\$p"; lsmod; }
# run COMMAND...: keeps what it said and its status.
run() { said=$("$@" 2>&1); status=$?; }
loaded() { for module; do grep -q "^$module " /proc/modules || return 1; done; }
absent() { for module; do ! grep -q "^$module " /proc/modules || return 1; done; }
# The line in the kernel's log, which gets what no system log listens for; only what came since the policy was written.
logged() { dmesg | sed -n "/== $mark/,\$p" | grep -q "modprobe: policy: $1"; }
nothing_logged() { ! dmesg | sed -n "/== $mark/,\$p" | grep -q 'modprobe: policy: '; }
mark=0
policy() { printf '%s\n' "$@" >"$F"; chmod 644 "$F"; mark=$((mark + 1)); echo "== $mark" >/dev/kmsg; }
start() { for module; do modprobe -rq --ignore-policy "$module" 2>/dev/null; done; }
expect() { if eval "$2"; then ok; else bad "$1: $2"; fi; }

title='socket(AF_ALG) by a user, af_alg forbidden'
policy 'forbid algif_* CVE-2026-31431' 'forbid af_alg the way to them'
run /test/upcall as 65534 /test/upcall socket 38 5 0
expect "$title" '[ $status = 1 ] && absent af_alg algif_hash'
expect "$title" 'logged "blocked module=af_alg asked=net-pf-38 rule=$F:2 caller=[0-9]*/.* reason=the way to them"'

title='bind() to a hash by a user, algif_* forbidden'
policy 'forbid algif_* CVE-2026-31431'
run /test/upcall as 65534 /test/upcall hash sha256
expect "$title" '[ $status = 1 ] && loaded af_alg && absent algif_hash'
expect "$title" 'logged "blocked module=algif_hash asked=algif-hash rule=$F:1 .*reason=CVE-2026-31431"'
run modprobe algif_hash
expect "$title, by root" '[ $status = 1 ] && absent algif_hash'
expect "$title, by root" '[ "${said%%
*}" = "modprobe: FATAL: Module algif_hash is forbidden by $F:1: CVE-2026-31431" ]'

title='the same permitted'
policy 'forbid algif_* CVE-2026-31431' 'permit algif-hash'
run /test/upcall as 65534 /test/upcall hash sha256
expect "$title" '[ $status = 0 ] && loaded algif_hash && nothing_logged'
start algif_hash

title='audit'
policy 'forbid algif_*' 'mode audit'
run /test/upcall as 65534 /test/upcall hash sha256
expect "$title" '[ $status = 0 ] && loaded algif_hash && logged "would-block module=algif_hash asked=algif-hash"'

title='evict of a chain'
policy 'forbid af_alg'
run kmod policy evict -n
expect "$title: shown" '[ $status = 0 ] && loaded af_alg algif_hash'
run kmod policy evict
expect "$title" '[ $status = 0 ] && absent af_alg algif_hash'
expect "$title" '[ "$said" = "rmmod algif_hash
rmmod af_alg" ]'

title='a forbidden dependency'
policy 'forbid dm_log not here'
run modprobe dm_mirror
expect "$title" '[ $status = 1 ] && absent dm_mod dm_log dm_region_hash dm_mirror'
expect "$title" 'logged "blocked module=dm_log asked=dm_mirror"'
title='the same ignored'
run modprobe --ignore-policy=dm_log dm_mirror
expect "$title" '[ $status = 0 ] && loaded dm_mod dm_log dm_mirror && logged "ignored module=dm_log"'
start dm_mirror

title='nfsv4, which needs a forbidden one'
policy 'forbid dns_resolver'
run modprobe nfsv4
expect "$title" '[ $status = 1 ] && absent nfsv4 nfs lockd sunrpc dns_resolver && logged "blocked module=dns_resolver asked=nfsv4"'

title='a forbidden soft dependency'
echo 'softdep dummy pre: llc' >/etc/modprobe.d/soft.conf
policy 'forbid llc'
run modprobe dummy
expect "$title" '[ $status = 0 ] && loaded dummy && absent llc && logged "blocked module=llc asked=dummy"'
start dummy
policy '# nothing'
run modprobe dummy
expect "$title: without it" '[ $status = 0 ] && loaded dummy llc && nothing_logged'
start dummy llc

title='a forbidden request'
policy 'forbid-request net-pf-*'
run /test/upcall as 65534 /test/upcall socket 38 5 0
expect "$title" '[ $status = 1 ] && absent af_alg && logged "blocked module=net-pf-38 asked=net-pf-38"'
run modprobe af_alg
expect "$title, by its name" '[ $status = 0 ] && loaded af_alg'
start af_alg

title='an allow-only list'
policy 'allow-only dm_mirror'
run modprobe dm_mirror
expect "$title" '[ $status = 0 ] && loaded dm_mod dm_log dm_mirror'
run modprobe dummy
expect "$title" '[ $status = 1 ] && absent dummy && logged "blocked module=dummy asked=dummy"'
start dm_mirror

title='a file that everybody may write'
policy 'forbid dummy'
chmod 666 "$F"
run modprobe dummy
expect "$title" '[ $status = 0 ] && loaded dummy'
expect "$title" '[ "$said" = "modprobe: WARNING: $F: ignored: users other than root can write to it" ]'
expect "$title" 'logged "$F: ignored: users other than root can write to it"'
start dummy

echo "policy: $passed passed, $failed failed"
[ $failed = 0 ]
