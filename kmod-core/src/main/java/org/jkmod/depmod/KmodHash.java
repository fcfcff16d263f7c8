package org.jkmod.depmod;

import java.util.Comparator;

/**
 * The order in which kmod's tables give out their entries, which shows in modules.symbols and in
 * the place of modules that modules.order does not name: by bucket, in a bucket by name.
 *
 * <p>The hash is Paul Hsieh's SuperFastHash over the bytes of the name.
 */
final class KmodHash {
  private KmodHash() {}

  /** The order of a table with that many buckets, a power of two. */
  static Comparator<String> order(int buckets) {
    Comparator<String> byBucket = Comparator.comparingInt(name -> hash(name) & (buckets - 1));
    return byBucket.thenComparing(Comparator.naturalOrder());
  }

  static int hash(String name) {
    int length = name.length();
    if (length == 0) {
      return 0;
    }
    int hash = length;
    int at = 0;
    for (int words = length >> 2; words > 0; words--) {
      hash += half(name, at);
      hash = (hash << 16) ^ ((half(name, at + 2) << 11) ^ hash);
      hash += hash >>> 11;
      at += 4;
    }
    switch (length & 3) {
      case 3 -> {
        hash += half(name, at);
        hash ^= hash << 16;
        hash ^= (byte) name.charAt(at + 2) << 18;
        hash += hash >>> 11;
      }
      case 2 -> {
        hash += half(name, at);
        hash ^= hash << 11;
        hash += hash >>> 17;
      }
      case 1 -> {
        hash += (byte) name.charAt(at);
        hash ^= hash << 10;
        hash += hash >>> 1;
      }
      default -> {}
    }
    hash ^= hash << 3;
    hash += hash >>> 5;
    hash ^= hash << 4;
    hash += hash >>> 17;
    hash ^= hash << 25;
    hash += hash >>> 6;
    return hash;
  }

  private static int half(String name, int at) {
    return name.charAt(at) | name.charAt(at + 1) << 8;
  }
}
