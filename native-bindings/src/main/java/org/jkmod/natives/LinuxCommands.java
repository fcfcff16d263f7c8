package org.jkmod.natives;

import java.io.IOException;
import java.util.Map;
import org.jkmod.port.Commands;
import org.jkmod.port.KernelException;

/**
 * The shell, by system(3): while it runs, an interrupt from the terminal ends the command and not
 * the tool, which then says what became of it.
 */
public final class LinuxCommands implements Commands {
  private static final int SIGNAL_MASK = 0x7f;

  @Override
  public int run(String command, Map<String, String> environment) throws IOException {
    LibCProcess libc = NativeLibrary.process();
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      try (NativeBytes name = NativeBytes.of(variable.getKey());
          NativeBytes value = NativeBytes.of(variable.getValue())) {
        if (libc.setenv(name.address(), value.address(), 1) != 0) {
          throw new KernelException("setenv", NativeLibrary.errno());
        }
      }
    }
    try (NativeBytes line = NativeBytes.of(command)) {
      int status = libc.system(line.address());
      if (status == -1) {
        throw new KernelException("system", NativeLibrary.errno());
      }
      int signal = status & SIGNAL_MASK;
      return signal == 0 ? status >> 8 & 0xff : 128 + signal;
    }
  }
}
