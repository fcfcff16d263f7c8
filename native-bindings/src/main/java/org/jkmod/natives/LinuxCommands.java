package org.jkmod.natives;

import java.io.IOException;
import java.util.Map;
import org.jkmod.port.Commands;
import org.jkmod.port.KernelException;

/**
 * The shell, by system(3): while it runs, an interrupt from the terminal ends the command and not
 * the tool, which then says what became of it. For several threads at once.
 */
public final class LinuxCommands implements Commands {
  private static final int SIGNAL_MASK = 0x7f;

  @Override
  public int run(String command, Map<String, String> environment) throws IOException {
    try (NativeBytes line = NativeBytes.of(exports(environment) + command)) {
      int status = NativeLibrary.process().system(line.address());
      if (status == -1) {
        throw new KernelException("system", NativeLibrary.errno());
      }
      int signal = status & SIGNAL_MASK;
      return signal == 0 ? status >> 8 & 0xff : 128 + signal;
    }
  }

  /** The shell sets the variables itself: setenv(3) would give them to all that runs meanwhile. */
  private static String exports(Map<String, String> environment) {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      text.append("export ").append(variable.getKey()).append("='");
      text.append(variable.getValue().replace("'", "'\\''")).append("'; ");
    }
    return text.toString();
  }
}
