package org.jkmod.policy;

import java.util.Arrays;

/**
 * The words of a text that are the names of one module each, found in the time that it takes to
 * read the name. Holds places alone: thousands of names are as many objects otherwise, made anew by
 * each modprobe, most of them for nothing. For the same reason a word is not compared with others
 * when it is added, so the same name in many lines is found by as many comparisons.
 */
final class ExactNames {
  /** A line is seldom shorter: so long are a keyword and a name. */
  private static final int SHORT_LINE = 16;

  private final byte[] text;

  /** By hash: 1 and the number of the word that was added last, 0 for none. */
  private final int[] newest;

  /** Of each word its place, above that of which {@link #newest} told before it. */
  private long[] words;

  private int count;

  ExactNames(byte[] text) {
    this.text = text;
    this.newest = new int[Integer.highestOneBit(text.length / 2 / SHORT_LINE | 16)];
    this.words = new long[newest.length];
  }

  /** Adds the word at a place, whose hash that is. */
  void add(int start, int hash) {
    if (count == words.length) {
      words = Arrays.copyOf(words, 2 * count);
    }
    int slot = slot(hash);
    words[count] = (long) start << 32 | newest[slot];
    count++;
    newest[slot] = count;
  }

  /** By the upper bits: to those all characters of a name have come. */
  private int slot(int hash) {
    return hash >>> (Integer.numberOfLeadingZeros(newest.length) + 1);
  }

  /** The place of the first word that is the name, -1 when none is. */
  int find(String name) {
    int first = -1;
    for (int number = newest[slot(PolicyWords.hash(name))]; number > 0; ) {
      long word = words[number - 1];
      int place = (int) (word >>> 32);
      if (isAt(place, name)) {
        first = place;
      }
      number = (int) word;
    }
    return first;
  }

  /** Whether the word at a place is a name. */
  private boolean isAt(int place, String name) {
    int after = place + name.length();
    if (after > text.length) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      // A name from outside may hold anything, blanks too: those would reach into the next word.
      if (c <= ' ' || PolicyWords.alike(text[place + i] & 0xff) != PolicyWords.alike(c)) {
        return false;
      }
    }
    return PolicyWords.wordEnd(text, after) == after;
  }
}
