package org.jkmod.compression;

import java.nio.ByteOrder;
import org.jkmod.bytes.Bytes;
import org.jkmod.bytes.MalformedException;

/**
 * How much a compressed file unpacks to, as it says itself.
 *
 * <pre>
 * xz, from the end: u16 "YZ", u16 flags, u32 size of the index in words less one, u32 CRC; before it the index:
 *   u8 0, then numbers of seven bits a byte, the lowest first: how many blocks; for each its packed and its unpacked size
 * gzip, from the end: u32 size modulo 2^32 of its last member
 * zstd, from the start: u32 magic, u8 descriptor (6..7 width of the size, 5 single segment, 0..1 width of the dictionary's id),
 *   u8 window unless single segment, the dictionary's id, the size: 0 or 1, 2 (less 256), 4 or 8 bytes
 * </pre>
 */
final class UnpackedSize {
  private static final int XZ_FOOTER = 12;

  private UnpackedSize() {}

  /** In bytes; -1 when the file does not say or says what cannot be. */
  static long of(Compression compression, Bytes packed) {
    try {
      return switch (compression) {
        case XZ -> xz(packed);
        case ZSTD -> zstd(packed);
        case GZIP -> packed.u32(packed.size() - 4L, "gzip size");
        case NONE -> -1L;
      };
    } catch (MalformedException e) {
      return -1;
    }
  }

  private static long xz(Bytes packed) throws MalformedException {
    int footer = packed.size() - XZ_FOOTER;
    if (!packed.startsWith(footer + 10L, "YZ")) {
      return -1;
    }
    long indexSize = (packed.order(ByteOrder.LITTLE_ENDIAN).u32(footer + 4L, "xz footer") + 1) * 4;
    Numbers numbers = new Numbers(packed, footer - indexSize + 1);
    long blocks = numbers.next();
    long size = 0;
    for (long block = 0; block < blocks && block < 1 << 16; block++) {
      numbers.next();
      size += numbers.next();
    }
    return size;
  }

  /** Reads numbers of seven bits a byte. */
  private static final class Numbers {
    private final Bytes bytes;
    private long at;

    Numbers(Bytes bytes, long at) {
      this.bytes = bytes;
      this.at = at;
    }

    long next() throws MalformedException {
      long value = 0;
      for (int shift = 0; shift < 63; shift += 7) {
        int b = bytes.u8(at++, "xz index");
        value |= (b & 0x7fL) << shift;
        if (b < 0x80) {
          return value;
        }
      }
      throw new MalformedException("xz index", at, "a number of more than nine bytes");
    }
  }

  private static long zstd(Bytes packed) throws MalformedException {
    Bytes bytes = packed.order(ByteOrder.LITTLE_ENDIAN);
    int descriptor = bytes.u8(4, "zstd descriptor");
    boolean single = (descriptor & 0x20) != 0;
    int dictionary = new int[] {0, 1, 2, 4}[descriptor & 3];
    int at = 5 + (single ? 0 : 1) + dictionary;
    return switch (descriptor >> 6) {
      case 0 -> single ? bytes.u8(at, "zstd size") : -1;
      case 1 -> bytes.u16(at, "zstd size") + 256L;
      case 2 -> bytes.u32(at, "zstd size");
      default -> bytes.u64(at, "zstd size");
    };
  }
}
