package org.jkmod.policy;

/**
 * The words of a text that are the names of one module each, found in the time that it takes to
 * read the name. Holds places alone: thousands of names are as many objects otherwise, made anew by
 * each modprobe.
 */
final class ExactNames {
  private final byte[] text;

  /**
   * The place of a word and 1, below the hash of the word; 0 where there is none. Its size is a
   * power of two.
   */
  private long[] slots;

  private int used;

  ExactNames(byte[] text) {
    this.text = text;
    this.slots = new long[Math.max(16, Integer.highestOneBit(text.length / 10))];
  }

  /** The hash of a name with one more character; that of an empty one is 0. */
  static int hash(int before, int next) {
    return 31 * before + (alike(next) & 0xff);
  }

  private static int hashOf(String name) {
    int hash = 0;
    for (int i = 0; i < name.length(); i++) {
      hash = hash(hash, name.charAt(i));
    }
    return hash;
  }

  /**
   * Adds the word between two places, whose hash that is; of two that are alike the first stays.
   */
  void add(int start, int end, int hash) {
    if (2 * used >= slots.length) {
      grow();
    }
    if (put(start, end, hash)) {
      used++;
    }
  }

  private boolean put(int start, int end, int hash) {
    int slot = slot(hash);
    for (; slots[slot] != 0; slot = (slot + 1) & (slots.length - 1)) {
      if (hash(slots[slot]) == hash && isSame(place(slots[slot]), start, end)) {
        return false;
      }
    }
    slots[slot] = (long) hash << 32 | (start + 1);
    return true;
  }

  private void grow() {
    long[] old = slots;
    slots = new long[2 * old.length];
    for (long word : old) {
      if (word != 0) {
        int slot = slot(hash(word));
        while (slots[slot] != 0) {
          slot = (slot + 1) & (slots.length - 1);
        }
        slots[slot] = word;
      }
    }
  }

  private static int hash(long word) {
    return (int) (word >>> 32);
  }

  private static int place(long word) {
    return (int) word - 1;
  }

  /** The place of the first word that is the name, -1 when none is. */
  int find(String name) {
    int hash = hashOf(name);
    for (int slot = slot(hash); slots[slot] != 0; slot = (slot + 1) & (slots.length - 1)) {
      if (hash(slots[slot]) == hash && isAt(place(slots[slot]), name)) {
        return place(slots[slot]);
      }
    }
    return -1;
  }

  private int slot(int hash) {
    int spread = hash * 0x9e3779b1;
    return (spread ^ spread >>> 15) & (slots.length - 1);
  }

  /** Whether the word at a place is that between two others. */
  private boolean isSame(int place, int start, int end) {
    int length = end - start;
    if (PolicyParser.wordEnd(text, place) - place != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (alike(text[place + i]) != alike(text[start + i])) {
        return false;
      }
    }
    return true;
  }

  /** Whether the word at a place is a name. */
  private boolean isAt(int place, String name) {
    int after = place + name.length();
    if (after > text.length) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      // A name from outside may hold anything, blanks too: those would reach into the next word.
      if (name.charAt(i) <= ' ' || alike(text[place + i] & 0xff) != alike(name.charAt(i))) {
        return false;
      }
    }
    return PolicyParser.wordEnd(text, after) == after;
  }

  private static int alike(int c) {
    return c == '-' ? '_' : c;
  }
}
