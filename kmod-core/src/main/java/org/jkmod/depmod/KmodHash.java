package org.jkmod.depmod;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * The order in which kmod's tables give out their entries, which shows in modules.symbols and in
 * the place of modules that modules.order does not name: by bucket, in a bucket by name.
 *
 * <p>The hash is Paul Hsieh's SuperFastHash over the bytes of the name.
 */
final class KmodHash {
  private KmodHash() {}

  private record Keyed(int bucket, String name) implements Comparable<Keyed> {
    @Override
    public int compareTo(Keyed other) {
      int order = Integer.compare(bucket, other.bucket);
      return order != 0 ? order : name.compareTo(other.name);
    }
  }

  /** Names in the order of a table with that many buckets, a power of two. */
  static List<String> sorted(Collection<String> names, int buckets) {
    // Each name is hashed once, not at each comparison.
    Keyed[] keyed = new Keyed[names.size()];
    int count = 0;
    for (String name : names) {
      keyed[count++] = new Keyed(hash(name) & (buckets - 1), name);
    }
    Arrays.sort(keyed);
    List<String> sorted = new ArrayList<>(count);
    for (Keyed one : keyed) {
      sorted.add(one.name);
    }
    return sorted;
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
