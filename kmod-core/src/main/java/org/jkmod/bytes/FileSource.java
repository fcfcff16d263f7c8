package org.jkmod.bytes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A regular file, read at the places asked for. FIFOs, devices and folders are refused before they
 * are opened.
 */
public final class FileSource implements ByteSource {
  private final FileChannel channel;
  private final long size;

  private FileSource(FileChannel channel, long size) {
    this.channel = channel;
    this.size = size;
  }

  /**
   * Opens a regular file.
   *
   * @throws FileSystemException with the kernel's reason when it is missing, unreadable or no
   *     regular file
   */
  public static FileSource open(Path path) throws IOException {
    long size = requireRegular(path);
    return new FileSource(FileChannel.open(path, StandardOpenOption.READ), size);
  }

  /**
   * The whole file in memory. One that tells no size is taken to be empty, and not opened: of those
   * that the kernel makes up, some ({@code /proc/kmsg}) count as regular and let a reader wait.
   */
  public static byte[] readAll(Path path) throws IOException {
    return requireRegular(path) == 0 ? new byte[0] : Files.readAllBytes(path);
  }

  /** A file that the kernel makes up while it is read, under /proc or /sys; it tells no size. */
  public static byte[] readLive(Path path) throws IOException {
    requireRegular(path);
    return Files.readAllBytes(path);
  }

  /** The whole file mapped into memory, big-endian; what is never read is never loaded. */
  public static Bytes map(Path path) throws IOException {
    try (FileSource source = open(path)) {
      if (source.size > Integer.MAX_VALUE) {
        throw new MalformedException(
            "file of " + source.size + " bytes: over the limit of " + Integer.MAX_VALUE);
      }
      return Bytes.of(
          source.channel.map(FileChannel.MapMode.READ_ONLY, 0, source.size), ByteOrder.BIG_ENDIAN);
    }
  }

  /** Returns the size, in bytes. */
  private static long requireRegular(Path path) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    if (attributes.isDirectory()) {
      throw new FileSystemException(path.toString(), null, "Is a directory");
    }
    if (!attributes.isRegularFile()) {
      throw new NotRegularFileException(path.toString());
    }
    return attributes.size();
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
      int count = channel.read(target, at);
      if (count < 0) {
        throw new MalformedException("file", at, "it became shorter while it was being read");
      }
      at += count;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
