package org.jkmod.cli.text;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.jkmod.index.IndexException;
import org.jkmod.port.Errno;
import org.jkmod.port.KernelException;
import org.jspecify.annotations.Nullable;

/** Errors in the words that users of the C tools know. */
public final class ErrnoText {
  private ErrnoText() {}

  /** As strerror(3) words a number. */
  public static String of(int number) {
    for (Errno errno : Errno.values()) {
      if (errno.number() == number) {
        return of(errno);
      }
    }
    return "Unknown error " + number;
  }

  /** As strerror(3) words it. */
  public static String of(Errno errno) {
    return switch (errno) {
      case EPERM -> "Operation not permitted";
      case ENOENT -> "No such file or directory";
      case ESRCH -> "No such process";
      case EINTR -> "Interrupted system call";
      case EIO -> "Input/output error";
      case E2BIG -> "Argument list too long";
      case ENOEXEC -> "Exec format error";
      case EBADF -> "Bad file descriptor";
      case EAGAIN -> "Resource temporarily unavailable";
      case ENOMEM -> "Cannot allocate memory";
      case EACCES -> "Permission denied";
      case EFAULT -> "Bad address";
      case EBUSY -> "Device or resource busy";
      case EEXIST -> "File exists";
      case ENODEV -> "No such device";
      case ENOTDIR -> "Not a directory";
      case EISDIR -> "Is a directory";
      case EINVAL -> "Invalid argument";
      case ENFILE -> "Too many open files in system";
      case EMFILE -> "Too many open files";
      case EFBIG -> "File too large";
      case ENOSPC -> "No space left on device";
      case ESPIPE -> "Illegal seek";
      case EROFS -> "Read-only file system";
      case ERANGE -> "Numerical result out of range";
      case ENAMETOOLONG -> "File name too long";
      case ENOSYS -> "Function not implemented";
      case ELOOP -> "Too many levels of symbolic links";
      case ENODATA -> "No data available";
      case ENOKEY -> "Required key not available";
      case EKEYEXPIRED -> "Key has expired";
      case EKEYREVOKED -> "Key has been revoked";
      case EKEYREJECTED -> "Key was rejected by service";
      case EOPNOTSUPP -> "Operation not supported";
      case EBADMSG -> "Bad message";
      case ETIMEDOUT -> "Connection timed out";
    };
  }

  /** The error behind an exception, null when no error number stands for it. */
  public static @Nullable Errno errno(IOException exception) {
    if (exception instanceof KernelException kernel) {
      return byNumber(kernel.errno());
    }
    if (exception instanceof NoSuchFileException || exception instanceof FileNotFoundException) {
      return Errno.ENOENT;
    }
    if (exception instanceof AccessDeniedException) {
      return Errno.EACCES;
    }
    if (exception instanceof NotDirectoryException) {
      return Errno.ENOTDIR;
    }
    if (exception instanceof FileSystemLoopException) {
      return Errno.ELOOP;
    }
    return byText(
        exception instanceof FileSystemException file ? file.getReason() : exception.getMessage());
  }

  /** An exception in a few words: those of its error number, or its own. */
  public static String of(IOException exception) {
    if (exception instanceof KernelException kernel) {
      return of(kernel.errno());
    }
    Errno errno = errno(exception);
    if (errno != null) {
      return of(errno);
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

  private static @Nullable Errno byNumber(int number) {
    for (Errno errno : Errno.values()) {
      if (errno.number() == number) {
        return errno;
      }
    }
    return null;
  }

  private static @Nullable Errno byText(@Nullable String text) {
    for (Errno errno : Errno.values()) {
      if (of(errno).equals(text)) {
        return errno;
      }
    }
    return null;
  }
}
