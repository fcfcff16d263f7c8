package org.jkmod.compression;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jkmod.bytes.ByteSource;
import org.jkmod.bytes.Bytes;
import org.jkmod.bytes.FileSource;
import org.jkmod.bytes.MalformedException;
import org.jkmod.port.Decompressor;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks files one after another in memory that it keeps, so that thousands of modules cost no
 * more of it than one. Each thread has its own. What does not fit, or is anything but sound, goes
 * the way of {@link Compression#decompress}, which also says what is wrong with it.
 */
public final class Unpacker {
  /** In bytes; of 4000 modules some ten unpack to more. */
  private static final int CAPACITY = 1 << 22;

  private final Decompressor system;
  private @Nullable ByteBuffer packed;
  private @Nullable ByteBuffer unpacked;
  private @Nullable Inflater inflater;

  /**
   * @param system used for xz and zstd where it can be
   */
  public Unpacker(Decompressor system) {
    this.system = system;
  }

  /**
   * What a file holds.
   *
   * @return good until the next call; parts of it are copies and stay good
   * @throws MalformedException when it is damaged, cut off, or unpacks to more than {@link
   *     Compression#LIMIT}
   */
  public ByteSource unpack(Compression compression, FileSource file) throws IOException {
    if (file.size() <= CAPACITY) {
      ByteBuffer in = packed == null ? allocate() : packed;
      packed = in;
      in.clear().limit((int) file.size());
      file.readAll(in);
      ByteBuffer out = fast(compression, in.flip());
      if (out != null) {
        return new Copies(Bytes.of(out, ByteOrder.LITTLE_ENDIAN));
      }
    }
    byte[] content = file.read(0, file.size(), "module").toArray();
    return ByteSource.of(Bytes.of(compression.decompress(content, system)));
  }

  private static ByteBuffer allocate() {
    return ByteBuffer.allocateDirect(CAPACITY).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Null when it has to be done the other way. */
  private @Nullable ByteBuffer fast(Compression compression, ByteBuffer in) {
    long size = UnpackedSize.of(compression, Bytes.of(in, ByteOrder.LITTLE_ENDIAN));
    if (size <= 0 || size > CAPACITY) {
      return null;
    }
    ByteBuffer out = unpacked == null ? allocate() : unpacked;
    unpacked = out;
    out.clear().limit((int) size);
    boolean done =
        switch (compression) {
          case NONE -> false;
          case GZIP -> gunzip(in, out);
          case XZ -> system.xz(in, out);
          case ZSTD -> system.zstd(in, out);
        };
    return done ? out.clear().limit((int) size) : null;
  }

  /**
   * A file with one member, which is what there is (RFC 1952).
   *
   * <pre>
   * u16 magic, u8 method (8: deflate), u8 flags (2: header CRC, 4: extra field, 8: name, 16: comment), u32 time, u8, u8,
   * what the flags say, the deflated data, u32 CRC, u32 size modulo 2^32
   * </pre>
   *
   * @return false for anything else or damaged
   */
  private boolean gunzip(ByteBuffer in, ByteBuffer out) {
    int start = gzipHeader(in);
    int end = in.limit() - 8;
    if (start < 0 || start > end) {
      return false;
    }
    Inflater inflate = inflater == null ? new Inflater(true) : inflater;
    inflater = inflate;
    inflate.reset();
    inflate.setInput(in.slice(start, end - start));
    try {
      while (out.hasRemaining() && !inflate.finished()) {
        if (inflate.inflate(out) == 0) {
          return false;
        }
      }
      // The end of the stream may need one look more, with room for nothing.
      if (!inflate.finished() && inflate.inflate(ByteBuffer.allocate(1)) != 0) {
        return false;
      }
    } catch (DataFormatException e) {
      return false;
    }
    if (out.hasRemaining() || !inflate.finished() || inflate.getRemaining() != 0) {
      return false;
    }
    CRC32 crc = new CRC32();
    crc.update(out.flip());
    return crc.getValue() == (in.getInt(end) & 0xffffffffL);
  }

  /** Where the data start; -1 when there is more to it than is done here. */
  private static int gzipHeader(ByteBuffer in) {
    if (in.limit() < 18 || in.get(2) != 8) {
      return -1;
    }
    int flags = in.get(3);
    int at = 10;
    if ((flags & 0xf7) != 0) {
      return -1;
    }
    if ((flags & 8) != 0) {
      while (at < in.limit() && in.get(at) != 0) {
        at++;
      }
      at++;
    }
    return at;
  }

  /** Gives out copies of parts of memory that will be used again. */
  private record Copies(Bytes bytes) implements ByteSource {
    @Override
    public long size() {
      return bytes.size();
    }

    @Override
    public Bytes read(long offset, long length, String what) throws IOException {
      return bytes.copy(offset, length, what);
    }
  }
}
