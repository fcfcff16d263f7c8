package org.jkmod.compression;

import java.util.Locale;
import org.jkmod.bytes.Bytes;
import org.jkmod.bytes.MalformedException;

/**
 * Which compressed modules a kernel with CONFIG_MODULE_DECOMPRESS can be handed as they are.
 *
 * <p>Its xz decoder knows no checksum or CRC32, and dictionaries up to 1 MiB:
 *
 * <pre>
 * 0   6  magic
 * 6   2  stream flags: 0, then the check: 0 none, 1 CRC32, 4 CRC64, 10 SHA-256
 * 12  1  block header size
 * 13  1  block flags: the number of filters less one in the lower two bits, sizes follow if the upper two are set
 *        then for each filter: id, size of its properties, properties; LZMA2 is 0x21 with one byte, the dictionary's size
 * </pre>
 */
public final class KernelDecompression {
  /** How many first bytes {@link #canRead} looks at. */
  public static final int HEADER_SIZE = 64;

  private static final int XZ_CHECK_CRC32 = 1;
  private static final int LZMA2 = 0x21;

  /** The dictionary size code of 1 MiB: {@code (2 | code & 1) << (code / 2 + 11)}. */
  private static final int ONE_MIB = 16;

  private KernelDecompression() {}

  /**
   * Whether the kernel can decompress a file.
   *
   * @param start its first {@link #HEADER_SIZE} bytes, or all of them if it is shorter
   * @param kernel the content of /sys/module/compression: {@code gzip}, {@code xz} or {@code zstd};
   *     empty for none
   */
  public static boolean canRead(Compression compression, Bytes start, String kernel) {
    if (!compression.name().toLowerCase(Locale.ROOT).equals(kernel)) {
      return false;
    }
    try {
      return compression != Compression.XZ || isSmallXz(start);
    } catch (MalformedException e) {
      return false;
    }
  }

  private static boolean isSmallXz(Bytes start) throws MalformedException {
    if (start.u8(7, "xz check") > XZ_CHECK_CRC32) {
      return false;
    }
    int flags = start.u8(13, "xz block flags");
    int at = 14;
    for (int bit = 0x40; bit <= 0x80; bit <<= 1) {
      if ((flags & bit) != 0) {
        while ((start.u8(at++, "xz block sizes") & 0x80) != 0) {}
      }
    }
    for (int filter = 0; filter <= (flags & 3); filter++) {
      int id = start.u8(at, "xz filter");
      int size = start.u8(at + 1, "xz filter");
      if (id == LZMA2) {
        return size == 1 && start.u8(at + 2, "xz dictionary") <= ONE_MIB;
      }
      at += 2 + size;
    }
    return false;
  }
}
