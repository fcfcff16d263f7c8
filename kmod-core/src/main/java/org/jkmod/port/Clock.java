package org.jkmod.port;

/** Time, for who waits. */
public interface Clock {
  /** The machine's own. */
  Clock SYSTEM =
      new Clock() {
        @Override
        public long nanoTime() {
          return System.nanoTime();
        }

        @Override
        public void sleep(long millis) {
          try {
            Thread.sleep(millis);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        }
      };

  /** Nanoseconds since some moment; only differences mean something. */
  long nanoTime();

  /** Waits, in milliseconds; returns early when the thread is interrupted. */
  void sleep(long millis);
}
