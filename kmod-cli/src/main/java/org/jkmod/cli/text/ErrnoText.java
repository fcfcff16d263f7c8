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

  /**
   * What strerror(3) of the GNU C library says of the numbers from 1 on; see {@link Errno} for
   * them.
   */
  private static final String[] TEXTS =
      """
      Operation not permitted
      No such file or directory
      No such process
      Interrupted system call
      Input/output error
      No such device or address
      Argument list too long
      Exec format error
      Bad file descriptor
      No child processes
      Resource temporarily unavailable
      Cannot allocate memory
      Permission denied
      Bad address
      Block device required
      Device or resource busy
      File exists
      Invalid cross-device link
      No such device
      Not a directory
      Is a directory
      Invalid argument
      Too many open files in system
      Too many open files
      Inappropriate ioctl for device
      Text file busy
      File too large
      No space left on device
      Illegal seek
      Read-only file system
      Too many links
      Broken pipe
      Numerical argument out of domain
      Numerical result out of range
      Resource deadlock avoided
      File name too long
      No locks available
      Function not implemented
      Directory not empty
      Too many levels of symbolic links
      Unknown error 41
      No message of desired type
      Identifier removed
      Channel number out of range
      Level 2 not synchronized
      Level 3 halted
      Level 3 reset
      Link number out of range
      Protocol driver not attached
      No CSI structure available
      Level 2 halted
      Invalid exchange
      Invalid request descriptor
      Exchange full
      No anode
      Invalid request code
      Invalid slot
      Unknown error 58
      Bad font file format
      Device not a stream
      No data available
      Timer expired
      Out of streams resources
      Machine is not on the network
      Package not installed
      Object is remote
      Link has been severed
      Advertise error
      Srmount error
      Communication error on send
      Protocol error
      Multihop attempted
      RFS specific error
      Bad message
      Value too large for defined data type
      Name not unique on network
      File descriptor in bad state
      Remote address changed
      Can not access a needed shared library
      Accessing a corrupted shared library
      .lib section in a.out corrupted
      Attempting to link in too many shared libraries
      Cannot exec a shared library directly
      Invalid or incomplete multibyte or wide character
      Interrupted system call should be restarted
      Streams pipe error
      Too many users
      Socket operation on non-socket
      Destination address required
      Message too long
      Protocol wrong type for socket
      Protocol not available
      Protocol not supported
      Socket type not supported
      Operation not supported
      Protocol family not supported
      Address family not supported by protocol
      Address already in use
      Cannot assign requested address
      Network is down
      Network is unreachable
      Network dropped connection on reset
      Software caused connection abort
      Connection reset by peer
      No buffer space available
      Transport endpoint is already connected
      Transport endpoint is not connected
      Cannot send after transport endpoint shutdown
      Too many references: cannot splice
      Connection timed out
      Connection refused
      Host is down
      No route to host
      Operation already in progress
      Operation now in progress
      Stale file handle
      Structure needs cleaning
      Not a XENIX named type file
      No XENIX semaphores available
      Is a named type file
      Remote I/O error
      Disk quota exceeded
      No medium found
      Wrong medium type
      Operation canceled
      Required key not available
      Key has expired
      Key has been revoked
      Key was rejected by service
      Owner died
      State not recoverable
      Operation not possible due to RF-kill
      Memory page has hardware error
      """
          .split("\n");

  /** As strerror(3) words a number. */
  public static String of(int number) {
    return number >= 1 && number <= TEXTS.length ? TEXTS[number - 1] : "Unknown error " + number;
  }

  /** As strerror(3) words it. */
  public static String of(Errno errno) {
    return of(errno.number());
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
