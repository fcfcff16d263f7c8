package org.jkmod.cli.text;

import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jkmod.cli.TextOutput;

/**
 * A bar on a terminal for work that takes longer than a second; it is gone when the work is done.
 * Nothing is asked and nothing printed before that second is over.
 */
public final class ProgressBar {
  private static final long PATIENCE = 1_000_000_000;
  private static final long INTERVAL = 100_000_000;
  private static final int WIDTH = 40;

  /** Back to the start of the line, and clear it. */
  private static final String CLEAR = "\r\u001b[K";

  private final TextOutput err;
  private final BooleanSupplier isTerminal;
  private final LongSupplier clock;
  private final String what;
  private long next;
  private boolean shown;
  private boolean hopeless;

  /**
   * @param isTerminal asked once, when there is something to show
   * @param clock in nanoseconds
   * @param what is counted, such as "modules read"
   */
  public ProgressBar(TextOutput err, BooleanSupplier isTerminal, LongSupplier clock, String what) {
    this.err = err;
    this.isTerminal = isTerminal;
    this.clock = clock;
    this.what = what;
    this.next = clock.getAsLong() + PATIENCE;
  }

  /** So much of it is done. */
  public void show(int done, int total) {
    if (hopeless) {
      return;
    }
    long now = clock.getAsLong();
    if (now - next < 0) {
      return;
    }
    next = now + INTERVAL;
    if (!shown && !isTerminal.getAsBoolean()) {
      hopeless = true;
      return;
    }
    shown = true;
    int filled = total == 0 ? WIDTH : (int) ((long) WIDTH * done / total);
    err.print(
        CLEAR
            + "["
            + "#".repeat(filled)
            + " ".repeat(WIDTH - filled)
            + "] "
            + done
            + " of "
            + total
            + " "
            + what);
    err.flush();
  }

  /** Takes it away, before anything else is printed and at the end. */
  public void clear() {
    if (shown) {
      err.print(CLEAR);
      err.flush();
      shown = false;
    }
  }
}
