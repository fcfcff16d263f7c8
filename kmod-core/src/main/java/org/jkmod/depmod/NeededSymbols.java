package org.jkmod.depmod;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jkmod.bytes.Bytes;
import org.jkmod.bytes.MalformedException;

/**
 * The symbols that a module needs, packed: most of them are the kernel's own and never become
 * objects.
 *
 * <p>Each entry is a byte that tells whether it is weak, the name, and a NUL.
 */
final class NeededSymbols {
  private static final byte STRONG = 1;
  private static final byte WEAK = 2;

  private byte[] packed;
  private int used;

  NeededSymbols() {
    packed = new byte[0];
  }

  private NeededSymbols(byte[] packed) {
    this.packed = packed;
    used = packed.length;
  }

  /**
   * Those that {@link #packed} gave.
   *
   * @throws MalformedException when it gave no such thing
   */
  static NeededSymbols of(byte[] packed) throws MalformedException {
    if (packed.length > 0 && packed[packed.length - 1] != 0) {
      throw new MalformedException("needed symbols", packed.length, "text without an end");
    }
    for (int at = 0; at < packed.length; at++) {
      if (packed[at] != STRONG && packed[at] != WEAK) {
        throw new MalformedException("needed symbols", at, "neither weak nor strong");
      }
      do {
        at++;
      } while (packed[at] != 0);
    }
    return new NeededSymbols(packed);
  }

  /** All entries as they are kept; after {@link #trim} only. */
  byte[] packed() {
    return packed;
  }

  /** Adds one; returns how many bytes it takes. */
  int add(Bytes names, int offset, boolean weak) throws MalformedException {
    int end = names.indexOf((byte) 0, offset);
    if (end == names.size()) {
      throw new MalformedException("symbol name", names.origin() + offset, "text without an end");
    }
    int length = end - offset;
    if (used + length + 2 > packed.length) {
      packed = Arrays.copyOf(packed, Math.max(512, Math.max(2 * packed.length, used + length + 2)));
    }
    packed[used++] = weak ? WEAK : STRONG;
    names.copyTo(offset, packed, used, length);
    used += length;
    packed[used++] = 0;
    return length + 2;
  }

  /** Gives back what is not needed once all are there. */
  void trim() {
    packed = Arrays.copyOf(packed, used);
  }

  /** Takes the entries one after another. */
  final class Cursor {
    private int start;
    private int end = -1;
    private int hash;

    /** Goes to the next; false when there is none. */
    boolean next() {
      start = end + 1;
      if (start >= used) {
        return false;
      }
      int h = 0;
      int at = start + 1;
      for (byte b = packed[at]; b != 0; b = packed[++at]) {
        h = 31 * h + (b & 0xff);
      }
      end = at;
      hash = h;
      return true;
    }

    /** The same as that of the name as text. */
    int hash() {
      return hash;
    }

    boolean is(String name) {
      int length = end - start - 1;
      if (name.length() != length) {
        return false;
      }
      for (int i = 0; i < length; i++) {
        if ((packed[start + 1 + i] & 0xff) != name.charAt(i)) {
          return false;
        }
      }
      return true;
    }

    String name() {
      return new String(packed, start + 1, end - start - 1, StandardCharsets.ISO_8859_1);
    }
  }
}
