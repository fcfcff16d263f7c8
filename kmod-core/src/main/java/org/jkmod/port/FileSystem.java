package org.jkmod.port;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * What core asks of files. {@link NioFiles} does it with java.nio; a program may have another way,
 * and a test one that fails.
 *
 * <p>A path is text with one char a byte, absolute, as the process sees it; links are followed
 * unless a method says otherwise. What fails throws a {@link java.nio.file.FileSystemException}
 * that {@link Errno#of(IOException)} knows the number of: {@link java.nio.file.NoSuchFileException}
 * for ENOENT, {@link java.nio.file.AccessDeniedException} for EACCES. For several threads at once.
 */
public interface FileSystem {
  /** Looks at a file: stat(2). */
  FileStatus status(String path) throws IOException;

  /** Looks at a file, and at a link itself: lstat(2). */
  FileStatus linkStatus(String path) throws IOException;

  /** What tells one file from another and who may write it. Takes longer than {@link #status}. */
  FileDetails details(String path) throws IOException;

  /** The same of a link itself. */
  FileDetails linkDetails(String path) throws IOException;

  /** What a link says, as it says it. */
  String readLink(String path) throws IOException;

  /** The path without links, {@code .} and {@code ..}. */
  String realPath(String path) throws IOException;

  /** The names in a folder but {@code .} and {@code ..}, in the order in which it has them. */
  List<String> list(String folder) throws IOException;

  /**
   * Opens a regular file for reading. Others are refused, and no FIFO is waited for: where the
   * system can, it is opened without blocking and looked at then.
   *
   * @throws NotRegularFileException for a FIFO, a device or a socket
   */
  OpenFile open(String path) throws IOException;

  /**
   * The whole content of a regular file. One that tells no size is taken to be empty, and not
   * opened: of those that the kernel makes up, some ({@code /proc/kmsg}) count as regular and let a
   * reader wait.
   *
   * @throws NotRegularFileException for a FIFO, a device or a socket
   */
  byte[] read(String path) throws IOException;

  /** A file that the kernel makes up while it is read, under /proc or /sys; it tells no size. */
  byte[] readLive(String path) throws IOException;

  /**
   * Makes a file, which must not exist, and opens it for writing.
   *
   * @param mode its access bits, less those of the umask
   */
  OutputStream create(String path, int mode) throws IOException;

  /**
   * Makes a folder, which must not exist.
   *
   * @param mode its access bits, less those of the umask
   */
  void makeFolder(String path, int mode) throws IOException;

  /** Gives a file another name in the same file system; what had that name before is gone. */
  void rename(String from, String to) throws IOException;

  /** Deletes a file or an empty folder; nothing when there is none. */
  void delete(String path) throws IOException;

  /** Waits until a file or a folder is on the disk. */
  void sync(String path) throws IOException;

  /** Sets the time of modification to now, of a link its own. */
  void touch(String path) throws IOException;
}
