package org.jkmod.port;

import java.io.IOException;
import java.util.Map;

/** Runs what {@code install} and {@code remove} lines of the configuration say. */
public interface Commands {
  /**
   * Hands a line to the shell and waits for it.
   *
   * @param environment variables to add to the caller's own
   * @return the exit status; 128 and the signal's number when a signal ended it
   * @throws IOException when the shell cannot be started
   */
  int run(String command, Map<String, String> environment) throws IOException;
}
