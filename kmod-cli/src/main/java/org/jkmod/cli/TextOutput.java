package org.jkmod.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Text with one char a byte on its way to a stream. Buffered; whoever starts another process
 * flushes first. Several threads may use it: what is printed in one call comes out in one piece.
 *
 * <p>Where the stream takes no more (a disk that is full, a terminal that is gone), what is printed
 * is lost, and the work goes on: a module must not stay away for want of a message.
 */
public final class TextOutput {
  /** Most answers are a line or none: a buffer that is large from the start costs page faults. */
  private static final int FIRST_CAPACITY = 1 << 8;

  private static final int CAPACITY = 1 << 15;

  private final OutputStream stream;
  private byte[] buffer = new byte[FIRST_CAPACITY];
  private int used;
  private boolean failed;

  public TextOutput(OutputStream stream) {
    this.stream = stream;
  }

  /** Adds text. */
  @SuppressWarnings(
      "deprecation") // It drops the upper half of each char, which is what one char a byte means,
  // and is fast.
  public synchronized void print(String text) {
    int length = text.length();
    if (length > buffer.length - used && buffer.length < CAPACITY) {
      long wanted = Math.max(2L * buffer.length, (long) used + length);
      buffer = Arrays.copyOf(buffer, (int) Math.min(CAPACITY, wanted));
    }
    for (int done = 0; done < length; ) {
      if (used == buffer.length) {
        flush();
      }
      int count = Math.min(length - done, buffer.length - used);
      text.getBytes(done, done + count, buffer, used);
      used += count;
      done += count;
    }
  }

  /** Adds bytes, which are text already. */
  public synchronized void print(byte[] text, int from, int to) {
    if (to - from >= CAPACITY / 2) {
      flush();
      write(text, from, to - from);
      return;
    }
    for (int done = from; done < to; ) {
      if (used == buffer.length) {
        flush();
      }
      int count = Math.min(to - done, buffer.length - used);
      System.arraycopy(text, done, buffer, used, count);
      used += count;
      done += count;
    }
  }

  /** Hands over what has been added. */
  public synchronized void flush() {
    if (used == 0) {
      return;
    }
    int count = used;
    used = 0;
    write(buffer, 0, count);
  }

  private void write(byte[] bytes, int from, int count) {
    try {
      stream.write(bytes, from, count);
      stream.flush();
    } catch (IOException e) {
      failed = true;
    }
  }

  /** Whether something was lost. */
  public synchronized boolean hasFailed() {
    return failed;
  }

  /** The stream itself, after a flush, for output that is no text. */
  public OutputStream stream() {
    flush();
    return stream;
  }
}
