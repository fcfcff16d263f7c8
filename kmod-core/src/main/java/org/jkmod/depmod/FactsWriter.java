package org.jkmod.depmod;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jkmod.bytes.Bytes;

/**
 * Lays out what {@link FactsCache} reads. The facts of a module: the exports, the needed symbols as
 * {@link NeededSymbols} packs them, the aliases, softdeps and weakdeps; a list is its length and
 * its texts.
 */
final class FactsWriter {
  private byte[] content = new byte[1 << 12];
  private int used;

  int size() {
    return used;
  }

  void u8(int value) {
    reserve(1);
    content[used++] = (byte) value;
  }

  void u32(int value) {
    reserve(4);
    put32(used, value);
    used += 4;
  }

  void u64(long value) {
    u32((int) (value >>> 32));
    u32((int) value);
  }

  void text(String text) {
    bytes(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  void bytes(byte[] bytes) {
    u32(bytes.length);
    reserve(bytes.length);
    System.arraycopy(bytes, 0, content, used, bytes.length);
    used += bytes.length;
  }

  void facts(ModuleFacts facts) {
    texts(facts.exports());
    bytes(facts.needs().packed());
    texts(facts.aliases());
    texts(facts.softdeps());
    texts(facts.weakdeps());
  }

  private void texts(List<String> texts) {
    u32(texts.size());
    for (String text : texts) {
      text(text);
    }
  }

  /** Puts a number where a place was left for it. */
  void put32(int at, int value) {
    content[at] = (byte) (value >>> 24);
    content[at + 1] = (byte) (value >>> 16);
    content[at + 2] = (byte) (value >>> 8);
    content[at + 3] = (byte) value;
  }

  /** Whether the other has the same at that place, which it must have room for. */
  boolean equalTo(Bytes other, int offset) {
    for (int i = 0; i < used; i++) {
      if (offset < 0 || i >= other.size() - offset || (byte) other.int8(offset + i) != content[i]) {
        return false;
      }
    }
    return true;
  }

  /** All of it; not to be changed. */
  byte[] toArray() {
    return Arrays.copyOf(content, used);
  }

  private void reserve(int more) {
    if (used + more > content.length) {
      content = Arrays.copyOf(content, Math.max(2 * content.length, used + more));
    }
  }
}
