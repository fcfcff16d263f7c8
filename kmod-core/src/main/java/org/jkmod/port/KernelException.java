package org.jkmod.port;

import java.io.IOException;

/** A system call that the kernel refused, with its error number. */
public final class KernelException extends IOException {
  private static final long serialVersionUID = 1;

  private final int errno;

  /**
   * @param call the system call
   * @param errno what it left in errno, positive; it may be one that {@link Errno} does not name
   */
  public KernelException(String call, int errno) {
    super(call + ": errno " + errno);
    this.errno = errno;
  }

  public KernelException(String call, Errno errno) {
    this(call, errno.number());
  }

  public int errno() {
    return errno;
  }

  public boolean is(Errno other) {
    return errno == other.number();
  }
}
