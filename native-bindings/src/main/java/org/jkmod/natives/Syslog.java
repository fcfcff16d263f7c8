package org.jkmod.natives;

import jnr.ffi.Memory;
import jnr.ffi.Pointer;

/** syslog(3). */
public final class Syslog {
  private static final int LOG_CONS = 2;
  private static final int LOG_DAEMON = 3 << 3;
  private static final byte[] FORMAT = NativeLibrary.text("%s");

  /** The C library keeps a pointer to it. */
  private final Pointer identity;

  /** Opens the log under that name. */
  public Syslog(String name) {
    byte[] bytes = NativeLibrary.text(name);
    identity = Memory.allocateDirect(NativeLibrary.RUNTIME, bytes.length);
    identity.put(0, bytes, 0, bytes.length);
    NativeLibrary.LIBC.openlog(identity, LOG_CONS, LOG_DAEMON);
  }

  /**
   * Sends a line.
   *
   * @param priority 0 emergency … 7 debug
   */
  public void write(int priority, String message) {
    NativeLibrary.LIBC.syslog(priority, FORMAT, NativeLibrary.text(message));
  }
}
