package org.jkmod.policy;

/**
 * The words of a text that are the names of one module each, found in the time that it takes to
 * read the name. Holds places alone: thousands of names are as many objects otherwise, made anew by
 * each modprobe.
 */
final class ExactNames {
  private final byte[] text;

  /** The place of a word and 1; 0 where there is none. Its size is a power of two. */
  private int[] slots;

  private int used;

  ExactNames(byte[] text) {
    this.text = text;
    this.slots = new int[Math.max(16, Integer.highestOneBit(text.length / 10))];
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

  private int hashOf(int start, int end) {
    int hash = 0;
    for (int i = start; i < end; i++) {
      hash = hash(hash, text[i]);
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
      if (isSame(slots[slot] - 1, start, end)) {
        return false;
      }
    }
    slots[slot] = start + 1;
    return true;
  }

  private void grow() {
    int[] old = slots;
    slots = new int[2 * old.length];
    for (int place : old) {
      if (place != 0) {
        int end = PolicyParser.wordEnd(text, place - 1);
        put(place - 1, end, hashOf(place - 1, end));
      }
    }
  }

  /** The place of the first word that is the name, -1 when none is. */
  int find(String name) {
    for (int slot = slot(hashOf(name)); slots[slot] != 0; slot = (slot + 1) & (slots.length - 1)) {
      if (isAt(slots[slot] - 1, name)) {
        return slots[slot] - 1;
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
