package org.jkmod.policy;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jkmod.bytes.LineScan;

/**
 * Words in the text of a policy, eight bytes at a time: there are thousands of them. A method that
 * gives eight bytes would be called for each, for the compiler of the executable does not take it
 * for a small one.
 */
final class PolicyWords {
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** What a byte can be in a word: most are part of a name. */
  private static final byte NAME = 0;

  private static final byte BLANK = 1;
  private static final byte SPECIAL = 2;

  /** What a word is a pattern by, and no name. */
  private static final char[] WILD = {'*', '?', '[', '\\', 0x7f};

  private static final byte[] CLASSES = classes();

  private static final long LOW_BITS = ~LineScan.HIGH_BITS;
  private static final long AFTER_SPACES = (' ' + 1) * LineScan.ONES;
  private static final long STARS = '*' * LineScan.ONES;
  private static final long QUESTION_MARKS = '?' * LineScan.ONES;
  private static final long BRACKETS = '[' * LineScan.ONES;
  private static final long BACKSLASHES = '\\' * LineScan.ONES;
  private static final long DELETES = 0x7f * LineScan.ONES;
  private static final long DASHES = '-' * LineScan.ONES;

  /** Odd, with bits all over: 2 to the 64th by the golden ratio. */
  private static final long SPREAD = 0x9e3779b97f4a7c15L;

  private PolicyWords() {}

  private static byte[] classes() {
    byte[] classes = new byte[256];
    for (int c = 0; c <= ' '; c++) {
      classes[c] = c == ' ' || (c >= '\t' && c <= '\r') ? BLANK : SPECIAL;
    }
    for (char c : WILD) {
      classes[c] = SPECIAL;
    }
    return classes;
  }

  static boolean isBlank(byte b) {
    return CLASSES[b & 0xff] == BLANK;
  }

  /** The place after a word: of the first blank at or after a place, or the text's length. */
  static int wordEnd(byte[] text, int from) {
    int at = from;
    while (at <= text.length - 8) {
      long found = upToSpace((long) EIGHT.get(text, at));
      if (found == 0) {
        at += 8;
        continue;
      }
      at += LineScan.first(found);
      if (isBlank(text[at])) {
        return at;
      }
      at++;
    }
    while (at < text.length && !isBlank(text[at])) {
      at++;
    }
    return at;
  }

  /**
   * What is from a place on as long as it can be of a name.
   *
   * @return the place of the first byte that is no name's, or the text's length, above the hash of
   *     what stands before that
   */
  static long name(byte[] text, int from) {
    long hash = 0;
    int at = from;
    for (; at <= text.length - 8; at += 8) {
      long eight = (long) EIGHT.get(text, at);
      long found =
          upToSpace(eight)
              | LineScan.zeros(eight ^ STARS)
              | LineScan.zeros(eight ^ QUESTION_MARKS)
              | LineScan.zeros(eight ^ BRACKETS)
              | LineScan.zeros(eight ^ BACKSLASHES)
              | LineScan.zeros(eight ^ DELETES);
      if (found != 0) {
        int count = LineScan.first(found);
        return result(at + count, mix(hash, eight & below(count)));
      }
      hash = mix(hash, eight);
    }
    int end = at;
    while (end < text.length && CLASSES[text[end] & 0xff] == NAME) {
      end++;
    }
    return result(end, mix(hash, upToEight(text, at, end)));
  }

  private static long result(int end, long hash) {
    return (long) end << 32 | hash >>> 32;
  }

  /** Has all bits of so many bytes, fewer than eight. */
  private static long below(int count) {
    return (1L << (8 * count)) - 1;
  }

  /** Has the high bit of the first byte that is a space or less, none below it. */
  private static long upToSpace(long eight) {
    return (eight - AFTER_SPACES) & ~eight & LineScan.HIGH_BITS;
  }

  /**
   * Whether what stands at one place stands at another too. The JDK would compare what is shorter
   * than eight bytes, as most of it is, byte by byte.
   */
  static boolean same(byte[] text, int one, int other, int length) {
    int done = 0;
    for (; done <= length - 8; done += 8) {
      if ((long) EIGHT.get(text, one + done) != (long) EIGHT.get(text, other + done)) {
        return false;
      }
    }
    return done == length
        || upToEight(text, one + done, one + length)
            == upToEight(text, other + done, other + length);
  }

  /** Fewer than eight bytes, zeros after them. */
  private static long upToEight(byte[] text, int start, int end) {
    if (start <= text.length - 8) {
      return (long) EIGHT.get(text, start) & below(end - start);
    }
    long eight = 0;
    for (int at = end - 1; at >= start; at--) {
      eight = (eight << 8) | (text[at] & 0xff);
    }
    return eight;
  }

  /** The hash that {@link #name} gives of a name. */
  static int hash(String name) {
    long hash = 0;
    int start = 0;
    for (; start <= name.length() - 8; start += 8) {
      hash = mix(hash, eight(name, start, start + 8));
    }
    return (int) (mix(hash, eight(name, start, name.length())) >>> 32);
  }

  private static long eight(String name, int start, int end) {
    long eight = 0;
    for (int at = end - 1; at >= start; at--) {
      eight = (eight << 8) | (name.charAt(at) & 0xff);
    }
    return eight;
  }

  private static long mix(long before, long eight) {
    long product = (before ^ withoutDashes(eight)) * SPREAD;
    return product ^ product >>> 32;
  }

  /** With an underscore for each dash. */
  private static long withoutDashes(long eight) {
    long differing = eight ^ DASHES;
    long dashes = ~((differing & LOW_BITS) + LOW_BITS | differing) & LineScan.HIGH_BITS;
    return eight ^ (dashes >>> 7) * ('-' ^ '_');
  }

  /** A character as it counts in a name. */
  static int alike(int c) {
    return c == '-' ? '_' : c;
  }
}
