package org.jkmod.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds where the lines of a text end, eight bytes at a time: texts of megabytes occur. */
public final class LineScan {
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** The lowest bit of each byte. */
  public static final long ONES = 0x0101010101010101L;

  /** The highest bit of each byte. */
  public static final long HIGH_BITS = 0x8080808080808080L;

  private static final long LINE_FEEDS = '\n' * ONES;
  private static final long BACKSLASHES = '\\' * ONES;

  private LineScan() {}

  /** Which of eight bytes is the first that has its high bit: 0 to 7. */
  public static int first(long highBits) {
    return Long.numberOfTrailingZeros(highBits) >>> 3;
  }

  /** Where the first line feed is at or after a place; the text's length when there is none. */
  public static int lineFeed(byte[] text, int from) {
    int at = from;
    for (; at <= text.length - 8; at += 8) {
      long found = zeros((long) EIGHT.get(text, at) ^ LINE_FEEDS);
      if (found != 0) {
        return at + first(found);
      }
    }
    while (at < text.length && text[at] != '\n') {
      at++;
    }
    return at;
  }

  /**
   * Where the first line feed, backslash or NUL is at or after a place; the text's length when
   * there is none.
   */
  public static int special(byte[] text, int from) {
    int at = from;
    for (; at <= text.length - 8; at += 8) {
      long eight = (long) EIGHT.get(text, at);
      long found = zeros(eight ^ LINE_FEEDS) | zeros(eight ^ BACKSLASHES) | zeros(eight);
      if (found != 0) {
        return at + first(found);
      }
    }
    while (at < text.length && text[at] != '\n' && text[at] != '\\' && text[at] != 0) {
      at++;
    }
    return at;
  }

  /**
   * Has the high bit of the first of eight bytes that is zero, none below it; 0 when there is none.
   */
  public static long zeros(long eight) {
    return (eight - ONES) & ~eight & HIGH_BITS;
  }
}
