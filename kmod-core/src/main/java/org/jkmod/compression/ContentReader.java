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
import org.jkmod.bytes.ScratchSource;
import org.jkmod.port.Decompressor;
import org.jspecify.annotations.Nullable;

/**
 * Reads files one after another, and unpacks those that are compressed, in memory that it keeps, so
 * that thousands of modules cost no more of it than one. Each thread has its own. What does not
 * fit, or is anything but sound, goes the way of {@link Compression#decompress}, which also says
 * what is wrong with it.
 */
public final class ContentReader {
  /** In bytes; of 4000 modules some five unpack to more. */
  private static final int CAPACITY = 1 << 22;

  /** In bytes; a page, which is what less would cost too. */
  private static final int SMALLEST = 1 << 12;

  /** Up to here one read of all of a file takes less time than several of its parts; in bytes. */
  private static final int READ_WHOLE = 1 << 16;

  /**
   * The largest part of a file that is not compressed that is read at once, in bytes; no known
   * symbol table is a fifth of it.
   */
  private static final int PART_LIMIT = 1 << 25;

  private final Decompressor system;
  private final int limit;
  private final int scratch;
  private final boolean isForOne;
  private @Nullable ByteBuffer read;
  private @Nullable ByteBuffer unpacked;
  private @Nullable Inflater inflater;

  /**
   * @param system used for xz and zstd where it can be
   * @param limit of what a compressed file may hold, and of the file itself, in bytes; so much
   *     memory is taken at most, twice
   */
  public ContentReader(Decompressor system, int limit) {
    this(system, limit, CAPACITY);
  }

  /**
   * The same for few or small parts of each file.
   *
   * @param scratch memory for the parts of a file that is large and not compressed, in bytes; what
   *     no longer fits gets memory of its own, and with 0 each part
   */
  public ContentReader(Decompressor system, int limit, int scratch) {
    this(system, limit, scratch, false);
  }

  private ContentReader(Decompressor system, int limit, int scratch, boolean isForOne) {
    this.system = system;
    this.limit = limit;
    this.scratch = scratch;
    this.isForOne = isForOne;
  }

  /**
   * A reader of one file, in memory that the collector gets back. In the native executable it never
   * gets back what lies outside the heap, where files are read and unpacked with fewer copies.
   */
  public static ContentReader ofOne(Decompressor system, int limit) {
    return new ContentReader(system, limit, 0, true);
  }

  /**
   * What a file holds; of one that is large and not compressed only what is asked for is read.
   *
   * @return good until the next call, and so is all that it gives out
   * @throws MalformedException when it is damaged or cut off
   * @throws LargeContentException when it unpacks to more than the limit
   */
  public ByteSource contents(FileSource file) throws IOException {
    boolean isSmall = file.size() <= READ_WHOLE;
    int first = isSmall ? (int) file.size() : Compression.magicSize();
    ByteBuffer in = room(first, read);
    read = in;
    in.clear().limit(first);
    file.readInto(in, 0);
    Compression compression = Compression.of(Bytes.of(in, ByteOrder.LITTLE_ENDIAN));
    if (compression == Compression.NONE) {
      if (isSmall) {
        return ByteSource.of(Bytes.of(in, ByteOrder.LITTLE_ENDIAN));
      }
      if (scratch == 0) {
        return file;
      }
      in = room(scratch, in);
      read = in;
      return new ScratchSource(file, in.clear(), PART_LIMIT);
    }
    if (file.size() <= CAPACITY) {
      in = room((int) file.size(), in);
      read = in;
      in.limit((int) file.size());
      file.readInto(in, in.position());
      ByteBuffer out = fast(compression, in.flip());
      if (out != null) {
        return ByteSource.of(Bytes.of(out, ByteOrder.LITTLE_ENDIAN));
      }
    }
    if (file.size() > limit) {
      throw new LargeContentException(compression + " data of " + file.size() + " bytes", limit);
    }
    byte[] content = new byte[(int) file.size()];
    file.readInto(ByteBuffer.wrap(content), 0);
    return ByteSource.of(Bytes.of(compression.decompress(content, system, limit)));
  }

  /** The memory that there is or, where it is too small, more of it: one file needs little. */
  private ByteBuffer room(int size, @Nullable ByteBuffer known) {
    if (known != null && known.capacity() >= size) {
      return known;
    }
    if (isForOne) {
      return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
    int capacity = size <= SMALLEST ? SMALLEST : Integer.highestOneBit(size - 1) << 1;
    return ByteBuffer.allocateDirect(capacity).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Null when it has to be done the other way. */
  private @Nullable ByteBuffer fast(Compression compression, ByteBuffer in) {
    long size = UnpackedSize.of(compression, Bytes.of(in, ByteOrder.LITTLE_ENDIAN));
    if (size <= 0 || size > CAPACITY) {
      return null;
    }
    ByteBuffer out = room((int) size, unpacked);
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
}
