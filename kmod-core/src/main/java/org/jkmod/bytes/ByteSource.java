package org.jkmod.bytes;

import java.io.Closeable;
import java.io.IOException;

/** Something with a known size that gives out parts of itself: an open file, or bytes in memory. */
public interface ByteSource extends Closeable {
  /** In bytes. */
  long size();

  /**
   * The bytes from {@code offset} on. Nothing is allocated before the range is known to lie inside.
   *
   * @param what names the part in the error
   * @throws MalformedException when the range does not lie inside
   */
  Bytes read(long offset, long length, String what) throws IOException;

  @Override
  default void close() throws IOException {}

  /** All of {@code bytes} as a source. */
  static ByteSource of(Bytes bytes) {
    return new ByteSource() {
      @Override
      public long size() {
        return bytes.size();
      }

      @Override
      public Bytes read(long offset, long length, String what) throws IOException {
        return bytes.slice(offset, length, what);
      }
    };
  }
}
