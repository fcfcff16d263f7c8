package org.jkmod.cli.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jkmod.cli.TextOutput;
import org.jkmod.index.IndexEntries;

/** Prints the entries of an index as lines of modprobe.d: {@code alias KEY MODULE}. */
public final class AliasLines implements IndexEntries {
  private static final byte[] KEYWORD = {'a', 'l', 'i', 'a', 's', ' '};
  private static final int CAPACITY = 1 << 15;
  private static final int SLACK = 8;
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final TextOutput out;
  private byte[] lines = new byte[CAPACITY];
  private int used;

  public AliasLines(TextOutput out) {
    this.out = out;
  }

  @Override
  public void entry(byte[] key, int keyEnd, byte[] text, int from, int to, int priority) {
    int length = KEYWORD.length + keyEnd + to - from + 2 + 2 * SLACK;
    if (length > lines.length - used) {
      flush();
      if (length > lines.length) {
        lines = Arrays.copyOf(lines, length);
      }
    }
    byte[] target = lines;
    int at = used;
    for (byte c : KEYWORD) {
      target[at++] = c;
    }
    copy(key, 0, keyEnd, target, at);
    at += keyEnd;
    target[at++] = ' ';
    copy(text, from, to, target, at);
    at += to - from;
    target[at++] = '\n';
    used = at;
  }

  /** Eight bytes at a time, up to seven too many: a call for so few would take longer. */
  private static void copy(byte[] source, int from, int to, byte[] target, int at) {
    if (to > source.length - SLACK) {
      System.arraycopy(source, from, target, at, to - from);
      return;
    }
    for (int i = from; i < to; i += 8) {
      EIGHT.set(target, at + i - from, (long) EIGHT.get(source, i));
    }
  }

  /** Hands over the lines; to be called after the last entry. */
  public void flush() {
    out.print(lines, 0, used);
    used = 0;
  }
}
