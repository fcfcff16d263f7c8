package org.jkmod.port;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A regular file, open for reading at any place. */
public interface OpenFile extends Closeable {
  /** In bytes, when it was opened. */
  long size();

  /**
   * Reads into what is left of a buffer.
   *
   * @return how many bytes were read, which may be fewer than there is room for; -1 at the end
   */
  int read(ByteBuffer target, long offset) throws IOException;

  /**
   * All of it, mapped into memory: what is never looked at is never loaded.
   *
   * @throws IllegalArgumentException when it has more than {@link Integer#MAX_VALUE} bytes
   */
  ByteBuffer map() throws IOException;
}
