package org.jkmod.compression;

import io.airlift.compress.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.commons.compress.MemoryLimitException;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.jkmod.bytes.Bytes;
import org.jkmod.bytes.MalformedException;
import org.jkmod.port.Decompressor;

/** How a module file is compressed, told by its first bytes and never by its name. */
public enum Compression {
  NONE(""),
  GZIP("\u001f\u008b"),
  XZ("\u00fd" + "7zXZ\0"),
  ZSTD("(\u00b5/\u00fd");

  /**
   * A module that unpacks to more than this many bytes is refused; the largest known are some 30
   * MB.
   */
  public static final int LIMIT = 1 << 30;

  private static final int XZ_MEMORY_LIMIT_KIB = 1 << 18;

  private final String magic;

  Compression(String magic) {
    this.magic = magic;
  }

  /** The one whose first bytes these are; {@link #NONE} for anything else. */
  public static Compression of(Bytes start) {
    for (Compression compression : values()) {
      if (compression != NONE && start.startsWith(0, compression.magic)) {
        return compression;
      }
    }
    return NONE;
  }

  /** How many first bytes {@link #of} looks at. */
  public static int magicSize() {
    return XZ.magic.length();
  }

  /**
   * The bytes that {@code packed} holds.
   *
   * @throws MalformedException when they are damaged, cut off or would be more than {@link #LIMIT}
   */
  public byte[] decompress(byte[] packed) throws MalformedException {
    if (this == NONE) {
      return packed;
    }
    try (InputStream stream = open(new ByteArrayInputStream(packed))) {
      return readAll(stream, expected(packed));
    } catch (MalformedException e) {
      throw e;
    } catch (EOFException e) {
      throw damaged(packed.length, "cut off", e);
    } catch (MemoryLimitException e) {
      throw damaged(packed.length, "needs more memory than is allowed for a module", e);
    } catch (IOException | RuntimeException e) {
      // The decoders throw whatever their arithmetic comes to on damaged data.
      throw damaged(packed.length, String.valueOf(e.getMessage()), e);
    }
  }

  /** The same, with the system's decoder where it has one that takes the data. */
  public byte[] decompress(byte[] packed, Decompressor system) throws MalformedException {
    long size = this == GZIP ? -1 : UnpackedSize.of(this, Bytes.of(packed));
    // The size is only the file's word: nothing is taken for what no decoder of these could make of
    // so few bytes.
    if (size > 0 && size <= LIMIT && size / 4096 <= packed.length) {
      byte[] unpacked = new byte[(int) size];
      ByteBuffer in = ByteBuffer.wrap(packed);
      ByteBuffer out = ByteBuffer.wrap(unpacked);
      if (this == XZ ? system.xz(in, out) : this == ZSTD && system.zstd(in, out)) {
        return unpacked;
      }
    }
    return decompress(packed);
  }

  private InputStream open(InputStream packed) throws IOException {
    return switch (this) {
      case NONE -> packed;
      case GZIP ->
          GzipCompressorInputStream.builder()
              .setInputStream(packed)
              .setDecompressConcatenated(true)
              .get();
      case XZ ->
          XZCompressorInputStream.builder()
              .setInputStream(packed)
              .setDecompressConcatenated(true)
              .setMemoryLimitKiB(XZ_MEMORY_LIMIT_KIB)
              .get();
      case ZSTD -> new ZstdInputStream(packed);
    };
  }

  /** How many bytes to make room for; never more than what so few packed ones can become. */
  private int expected(byte[] packed) {
    long size = UnpackedSize.of(this, Bytes.of(packed));
    boolean isLikely = size > 0 && size <= Math.min(LIMIT, 1024L * packed.length);
    return isLikely ? (int) size : Math.max(1 << 12, (int) Math.min(LIMIT, 4L * packed.length));
  }

  private byte[] readAll(InputStream stream, int expected) throws IOException {
    byte[] buffer = new byte[expected];
    int used = 0;
    while (true) {
      int count = stream.read(buffer, used, buffer.length - used);
      if (count < 0) {
        return Arrays.copyOf(buffer, used);
      }
      used += count;
      if (used == buffer.length) {
        int more = stream.read();
        if (more < 0) {
          return buffer;
        }
        if (used >= LIMIT) {
          throw new MalformedException(
              this + " data", 0, "unpacks to more than the limit of " + LIMIT + " bytes");
        }
        buffer = Arrays.copyOf(buffer, (int) Math.min(LIMIT, 2L * used));
        buffer[used++] = (byte) more;
      }
    }
  }

  private MalformedException damaged(int size, String problem, Exception cause) {
    MalformedException exception =
        new MalformedException(
            this + " data of " + size + " bytes", 0, "damaged or incomplete: " + problem);
    exception.initCause(cause);
    return exception;
  }
}
