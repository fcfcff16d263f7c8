package org.jkmod.port;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A system call that the kernel refused, with its error number. */
public final class KernelException extends IOException {
  private static final long serialVersionUID = 1;

  private final int errno;
  private final transient @Nullable List<String> log;

  /**
   * @param call the system call
   * @param errno what it left in errno, positive; it may be one that {@link Errno} does not name
   * @param log see {@link #log}
   */
  public KernelException(String call, int errno, @Nullable List<String> log) {
    super(call + ": errno " + errno);
    this.errno = errno;
    this.log = log == null ? null : List.copyOf(log);
  }

  public KernelException(String call, int errno) {
    this(call, errno, null);
  }

  public KernelException(String call, Errno errno) {
    this(call, errno.number());
  }

  public int errno() {
    return errno;
  }

  /**
   * What the kernel wrote to its log during the call, whichever part of it did: other things happen
   * at the same time. Without times and line ends, bytes that are not printable as {@code \xHH};
   * null where the log cannot be read.
   */
  public @Nullable List<String> log() {
    return log;
  }

  public boolean is(Errno other) {
    return errno == other.number();
  }
}
