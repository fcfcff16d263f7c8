package org.jkmod.depmod;

import java.io.IOException;
import java.io.OutputStream;

/** Writes text that has one char a byte, without an object for each piece of it. */
final class TextWriter {
  private final OutputStream out;
  private final byte[] buffer = new byte[1 << 15];
  private int used;

  TextWriter(OutputStream out) {
    this.out = out;
  }

  /** Adds text; no char is over 255. */
  @SuppressWarnings("deprecation") // It drops the upper half of each char, which here is empty.
  TextWriter add(String text) throws IOException {
    int length = text.length();
    for (int from = 0; from < length; ) {
      if (used == buffer.length) {
        flush();
      }
      int to = Math.min(length, from + buffer.length - used);
      text.getBytes(from, to, buffer, used);
      used += to - from;
      from = to;
    }
    return this;
  }

  /** Hands all on. */
  void flush() throws IOException {
    out.write(buffer, 0, used);
    used = 0;
  }
}
