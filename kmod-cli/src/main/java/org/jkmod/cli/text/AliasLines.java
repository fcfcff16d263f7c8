package org.jkmod.cli.text;

import java.util.Arrays;
import org.jkmod.cli.TextOutput;
import org.jkmod.index.IndexEntries;

/** Prints the entries of an index as lines of modprobe.d: {@code alias KEY MODULE}. */
public final class AliasLines implements IndexEntries {
  private static final byte[] KEYWORD = {'a', 'l', 'i', 'a', 's', ' '};
  private static final int CAPACITY = 1 << 15;

  private final TextOutput out;
  private byte[] lines = new byte[CAPACITY];
  private int used;

  public AliasLines(TextOutput out) {
    this.out = out;
  }

  @Override
  public void entry(byte[] text, int keyEnd, int end, int priority) {
    int length = KEYWORD.length + end + 2;
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
    System.arraycopy(text, 0, target, at, keyEnd);
    at += keyEnd;
    target[at++] = ' ';
    // A module's name is too short for a call to pay.
    for (int i = keyEnd; i < end; i++) {
      target[at++] = text[i];
    }
    target[at++] = '\n';
    used = at;
  }

  /** Hands over the lines; to be called after the last entry. */
  public void flush() {
    out.print(lines, 0, used);
    used = 0;
  }
}
