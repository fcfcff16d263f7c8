package org.jkmod.bytes;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jkmod.port.OpenFile;

/** A regular file, read at the places asked for. */
public final class FileSource implements ByteSource {
  private final OpenFile file;
  private final long size;

  /** Takes over an open file: who closes this closes it. */
  public FileSource(OpenFile file) {
    this.file = file;
    this.size = file.size();
  }

  /** The whole file mapped into memory, big-endian; what is never read is never loaded. */
  public Bytes map() throws IOException {
    if (size > Integer.MAX_VALUE) {
      throw new MalformedException(
          "file of " + size + " bytes: over the limit of " + Integer.MAX_VALUE);
    }
    return Bytes.of(file.map(), ByteOrder.BIG_ENDIAN);
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public Bytes read(long offset, long length, String what) throws IOException {
    check(offset, length, what);
    byte[] array = new byte[(int) length];
    readInto(ByteBuffer.wrap(array), offset);
    return Bytes.readFrom(array, offset);
  }

  /** Refuses a range that does not lie in the file, or is longer than an array can be. */
  void check(long offset, long length, String what) throws MalformedException {
    if (offset < 0 || length < 0 || length > Integer.MAX_VALUE - 8 || offset > size - length) {
      throw new MalformedException(
          what,
          Math.max(offset, 0),
          Long.toUnsignedString(length)
              + " bytes wanted, "
              + Math.max(0, size - Math.max(offset, 0))
              + " there");
    }
  }

  /**
   * Fills what is left of a buffer.
   *
   * @param offset of the first byte, which must lie in the file with all of them
   * @throws MalformedException when the file has become shorter
   */
  public void readInto(ByteBuffer target, long offset) throws IOException {
    long at = offset;
    while (target.hasRemaining()) {
      int count = file.read(target, at);
      if (count < 0) {
        throw new MalformedException("file", at, "it became shorter while it was being read");
      }
      at += count;
    }
  }

  /** The file from its start on, once; closing it closes this. */
  public InputStream stream() {
    return new InputStream() {
      private long at;

      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
          return 0;
        }
        int count = file.read(ByteBuffer.wrap(target, offset, length), at);
        at += Math.max(count, 0);
        return count;
      }

      @Override
      public void close() throws IOException {
        FileSource.this.close();
      }
    };
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
