package org.jkmod.closure;

import java.util.List;
import org.jkmod.ModuleName;
import org.jspecify.annotations.Nullable;

/**
 * A module of a closure.
 *
 * @param path its file, absolute; null when it is part of the kernel
 * @param link the first step of the shortest way back to an operand
 * @param firmware what it names, in its order; empty when firmware was not asked for
 */
public record Member(ModuleName name, @Nullable String path, Link link, List<Firmware> firmware) {
  public Member {
    firmware = List.copyOf(firmware);
  }

  /**
   * Firmware that a module names.
   *
   * @param name as the module has it; it may be a pattern
   * @param files where it was found, absolute; empty when it is missing
   */
  public record Firmware(String name, List<String> files) {
    public Firmware {
      files = List.copyOf(files);
    }
  }

  /** Whether it is part of the kernel image. */
  public boolean isBuiltin() {
    return path == null;
  }
}
