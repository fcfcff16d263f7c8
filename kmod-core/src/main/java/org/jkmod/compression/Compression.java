package org.jkmod.compression;

import io.airlift.compress.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.apache.commons.compress.MemoryLimitException;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.jkmod.bytes.Bytes;
import org.jkmod.bytes.MalformedException;
import org.jkmod.port.Decompressor;
import org.jspecify.annotations.Nullable;

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
    return decompress(packed, Decompressor.NONE);
  }

  /** The same, with the system's decoder where it has one that takes the data. */
  public byte[] decompress(byte[] packed, Decompressor system) throws MalformedException {
    try {
      return decompress(packed, system, LIMIT);
    } catch (LargeContentException e) {
      throw malformed(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * The same with another limit. Memory is taken for the result and for little else.
   *
   * @param limit of the result, in bytes
   * @throws LargeContentException when it is over the limit; by what the file says of itself, or
   *     else by what came out of it
   */
  byte[] decompress(byte[] packed, Decompressor system, int limit)
      throws MalformedException, LargeContentException {
    if (this == NONE) {
      return packed;
    }
    long claim = UnpackedSize.of(this, Bytes.of(packed));
    // gzip's is of the last of its members only, and cut down to 32 bits.
    if (claim > limit && this != GZIP) {
      throw new LargeContentException(this + " data of " + claim + " bytes", limit);
    }
    // The size is only the file's word: nothing is taken for what no decoder of these could make of
    // so few bytes.
    if (claim > 0 && claim <= limit && claim / 4096 <= packed.length) {
      byte[] unpacked = unpack(packed, system, (int) claim);
      if (unpacked != null) {
        return unpacked;
      }
    }
    // Twice: once to know how much it is.
    try (InputStream stream = open(new ByteArrayInputStream(packed))) {
      claim = measure(stream, limit);
    } catch (LargeContentException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw damaged(packed.length, e);
    }
    byte[] unpacked = unpack(packed, Decompressor.NONE, (int) claim);
    if (unpacked == null) {
      throw new MalformedException(this + " data", 0, "no decoder takes them twice");
    }
    return unpacked;
  }

  /** Null when it is not that many bytes, or damaged. */
  private byte @Nullable [] unpack(byte[] packed, Decompressor system, int size) {
    byte[] unpacked = new byte[size];
    ByteBuffer in = ByteBuffer.wrap(packed);
    ByteBuffer out = ByteBuffer.wrap(unpacked);
    if (this == XZ ? system.xz(in, out) : this == ZSTD && system.zstd(in, out)) {
      return unpacked;
    }
    try (InputStream stream = open(new ByteArrayInputStream(packed))) {
      return stream.readNBytes(unpacked, 0, size) == size && stream.read() < 0 ? unpacked : null;
    } catch (IOException | RuntimeException e) {
      // What is wrong is told by the one who measures it.
      return null;
    }
  }

  private long measure(InputStream stream, int limit) throws IOException {
    byte[] piece = new byte[1 << 16];
    long size = 0;
    for (int count = stream.read(piece); count >= 0; count = stream.read(piece)) {
      size += count;
      if (size > limit) {
        throw new LargeContentException(this + " data", limit);
      }
    }
    return size;
  }

  /**
   * What a stream holds, unpacked as it is read.
   *
   * @throws IOException also from the stream, when it is damaged or takes too much memory
   */
  public InputStream open(InputStream packed) throws IOException {
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

  /** The decoders throw whatever their arithmetic comes to on damaged data. */
  private MalformedException damaged(int size, Exception e) {
    String problem =
        e instanceof EOFException
            ? "cut off"
            : e instanceof MemoryLimitException
                ? "needs more memory than is allowed for a module"
                : String.valueOf(e.getMessage());
    return malformed(
        this + " data of " + size + " bytes at offset 0: damaged or incomplete: " + problem, e);
  }

  private static MalformedException malformed(String message, Exception cause) {
    MalformedException exception = new MalformedException(message);
    exception.initCause(cause);
    return exception;
  }
}
