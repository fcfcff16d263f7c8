package org.jkmod.index;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jkmod.bytes.Bytes;
import org.jkmod.bytes.Glob;

/**
 * Finds the keys below a node that, taken as patterns, match a text. What the beginning of a key
 * can have matched is known for each of its lengths, as a set of places in the text; keys that
 * begin with what matches nothing are not looked at. A bracket is more than one character: from
 * there on each key is tried whole.
 */
final class KeyPatterns implements IndexVisitor {
  private final IndexWalk walk;
  private final String text;

  /** What of the text is matched, and how many characters before that a key has. */
  private final int at;

  private final int skipped;

  private final List<IndexValue> found = new ArrayList<>(0);

  /** Places in the text, a bit each, by the length of a key's beginning without what is skipped. */
  private long[][] places = new long[16][];

  /** By the same: what the next character is. */
  private Next[] next = new Next[16];

  private enum Next {
    ANY,
    /** A backslash stands before it. */
    ESCAPED,
    /** A bracket has begun. */
    UNKNOWN
  }

  /**
   * @param at where in the text the match begins
   * @param skipped how many characters of each key have been compared before
   */
  KeyPatterns(Bytes bytes, String text, int at, int skipped) {
    this.walk = new IndexWalk(bytes, this);
    this.text = text;
    this.at = at;
    this.skipped = skipped;
    places[0] = new long[(text.length() - at) / Long.SIZE + 1];
    places[0][0] = 1;
    next[0] = Next.ANY;
  }

  /** Leads this through the keys. */
  IndexWalk walk() {
    return walk;
  }

  /** The values of those that match, in the order in which the keys have them. */
  List<IndexValue> found() {
    return found;
  }

  @Override
  public boolean enter(byte[] key, int from, int length) {
    for (int i = Math.max(from, skipped); i < length; i++) {
      if (!step(i - skipped, key[i] & 0xff)) {
        return false;
      }
    }
    return true;
  }

  /** Fills the set after one more character; false when it is empty. */
  private boolean step(int length, int c) {
    if (length + 1 == places.length) {
      places = Arrays.copyOf(places, 2 * places.length);
      next = Arrays.copyOf(next, places.length);
    }
    long[] before = places[length];
    long[] after = places[length + 1];
    if (after == null) {
      after = new long[before.length];
      places[length + 1] = after;
    }
    Next kind = next[length];
    next[length + 1] = Next.ANY;
    if (kind == Next.UNKNOWN || (c == '[' && kind == Next.ANY)) {
      next[length + 1] = Next.UNKNOWN;
      return true;
    }
    if (c == '\\' && kind == Next.ANY) {
      next[length + 1] = Next.ESCAPED;
      System.arraycopy(before, 0, after, 0, before.length);
      return true;
    }
    if (c == '*' && kind == Next.ANY) {
      return fromFirst(before, after);
    }
    return oneFurther(before, after, c == '?' && kind == Next.ANY ? -1 : c);
  }

  /** All places from the first of some on. */
  private static boolean fromFirst(long[] before, long[] after) {
    boolean any = false;
    for (int i = 0; i < before.length; i++) {
      long first = Long.lowestOneBit(before[i]);
      after[i] = any ? -1 : -first;
      any |= first != 0;
    }
    return any;
  }

  /** The places after those that have the character there; -1 stands for any. */
  private boolean oneFurther(long[] before, long[] after, int c) {
    Arrays.fill(after, 0);
    boolean any = false;
    for (int i = 0; i < before.length; i++) {
      for (long left = before[i]; left != 0; left &= left - 1) {
        int place = i * Long.SIZE + Long.numberOfTrailingZeros(left);
        if (at + place >= text.length()) {
          return any;
        }
        if (c < 0 || text.charAt(at + place) == c) {
          after[(place + 1) / Long.SIZE] |= 1L << (place + 1);
          any = true;
        }
      }
    }
    return any;
  }

  @Override
  public void value(byte[] keyAndValue, int keyEnd, int end) {
    if (matches(keyAndValue, keyEnd)) {
      String value = new String(keyAndValue, keyEnd, end - keyEnd, StandardCharsets.ISO_8859_1);
      found.add(new IndexValue(walk.priority(), value));
    }
  }

  private boolean matches(byte[] key, int keyEnd) {
    int length = keyEnd - skipped;
    return switch (next[length]) {
      case ESCAPED -> false;
      case UNKNOWN ->
          Glob.matches(
              new String(key, skipped, length, StandardCharsets.ISO_8859_1), text.substring(at));
      case ANY -> {
        int place = text.length() - at;
        yield (places[length][place / Long.SIZE] & 1L << place) != 0;
      }
    };
  }
}
