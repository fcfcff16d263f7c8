# Modules of a kernel's package, and what is made of them for a test. Needs $root and $release.
# shellcheck shell=bash
need xz xz-utils

# module NAME: its file, not compressed.
module() {
  local file
  file=$(find "$root/lib/modules/$release/kernel" -name "$1.ko*" | head -n 1)
  case $file in *.xz) xz -dc "$file" ;; *) cat "$file" ;; esac
}

without_signature() {
  perl -0777 -ne 'my $trailer = "~Module signature appended~\n"; s/\Q$trailer\E\z// or die "no signature";
    print substr($_, 0, length($_) - 12 - unpack("N", substr($_, -4)))'
}

# Changed after it was signed, and of another kernel by its version magic.
altered() { perl -0777 -pe 's/(numdummies:Number of )d/$1D/ or die "not found"'; }
foreign() { perl -0777 -pe 's/(vermagic=)\d+\.\d+/$1 . "9.9" . "9" x (length($&) - 12)/e or die "not found"'; }
