package org.jkmod.port;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** A file by its channel; its errors name it, which those of channels do not. */
record NioFile(Path path, FileChannel channel, long size) implements OpenFile {
  /**
   * How much is read at once, in bytes: the JDK reads into memory of its own first, as much as is
   * asked for.
   */
  private static final int PIECE = 32 << 10;

  @Override
  public int read(ByteBuffer target, long offset) throws IOException {
    int limit = target.limit();
    target.limit(Math.min(limit, target.position() + PIECE));
    try {
      return channel.read(target, offset);
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException e) {
      throw named(e);
    } finally {
      target.limit(limit);
    }
  }

  @Override
  public ByteBuffer map() throws IOException {
    try {
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, size);
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException e) {
      throw named(e);
    }
  }

  private FileSystemException named(IOException cause) {
    FileSystemException named = new FileSystemException(path.toString(), null, cause.getMessage());
    named.initCause(cause);
    return named;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
