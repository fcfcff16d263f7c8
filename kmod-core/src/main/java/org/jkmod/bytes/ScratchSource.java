package org.jkmod.bytes;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Parts of a file, read into memory that belongs to somebody else and is used again: they are good
 * until it is. What no longer fits gets memory of its own. The file stays open and is the caller's.
 */
public final class ScratchSource implements ByteSource {
  private final FileSource file;
  private final ByteBuffer scratch;
  private final int limit;

  /**
   * @param scratch what is between its position and its limit is used up, part by part
   * @param limit of what is read at once, in bytes
   */
  public ScratchSource(FileSource file, ByteBuffer scratch, int limit) {
    this.limit = limit;
    this.file = file;
    this.scratch = scratch;
  }

  @Override
  public long size() {
    return file.size();
  }

  @Override
  public Bytes read(long offset, long length, String what) throws IOException {
    file.check(offset, length, what);
    if (length > limit) {
      throw new MalformedException(what, offset, length + " bytes, over the limit of " + limit);
    }
    if (length > scratch.remaining()) {
      return file.read(offset, length, what);
    }
    ByteBuffer part = scratch.slice(scratch.position(), (int) length);
    file.readInto(part, offset);
    scratch.position(scratch.position() + (int) length);
    return Bytes.readFrom(part, offset);
  }
}
