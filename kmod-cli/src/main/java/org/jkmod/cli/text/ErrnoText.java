package org.jkmod.cli.text;

import java.io.IOException;
import java.nio.file.FileSystemException;
import org.jkmod.index.IndexException;
import org.jkmod.port.Errno;
import org.jkmod.port.KernelException;

/** Errors in the words that users of the C tools know. */
public final class ErrnoText {
  private ErrnoText() {}

  /** As strerror(3) words a number. */
  public static String of(int number) {
    Errno errno = Errno.of(number);
    return errno == null ? "Unknown error " + number : errno.text();
  }

  /** As strerror(3) words it. */
  public static String of(Errno errno) {
    return errno.text();
  }

  /** An exception in a few words: those of its error number, or its own. */
  public static String of(IOException exception) {
    if (exception instanceof KernelException kernel) {
      return of(kernel.errno());
    }
    Errno errno = exception instanceof IndexException ? null : Errno.of(exception);
    if (errno != null) {
      return errno.text();
    }
    if (exception instanceof FileSystemException file && file.getReason() != null) {
      return file.getReason();
    }
    return String.valueOf(exception.getMessage());
  }

  /** The same, after the file that it is about where that is known. */
  public static String withFile(IOException exception) {
    if (exception instanceof IndexException index) {
      return index.file() + ": " + of(index.reason());
    }
    if (exception instanceof FileSystemException file && file.getFile() != null) {
      return file.getFile() + ": " + of(exception);
    }
    return of(exception);
  }
}
