package org.jkmod.natives;

/** syslog(3), under the name that the program was started by. */
public final class Syslog {
  private static final int LOG_CONS = 2;
  private static final int LOG_DAEMON = 3 << 3;
  private static final String FORMAT = "%s";

  /** Opens the log. */
  public Syslog() {
    NativeLibrary.process().openlog(0, LOG_CONS, LOG_DAEMON);
  }

  /**
   * Sends a line.
   *
   * @param priority 0 emergency … 7 debug
   */
  public void write(int priority, String message) {
    try (NativeBytes format = NativeBytes.of(FORMAT);
        NativeBytes text = NativeBytes.of(message)) {
      NativeLibrary.process().syslog(priority, format.address(), text.address());
    }
  }
}
