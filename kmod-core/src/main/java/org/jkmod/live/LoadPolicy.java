package org.jkmod.live;

import java.io.IOException;
import org.jkmod.ModuleName;
import org.jkmod.SystemRoot;
import org.jspecify.annotations.Nullable;

/** Who may load which modules now, as /proc and /sys tell it. */
public final class LoadPolicy {
  private static final int CAP_SYS_MODULE = 16;

  private final SystemRoot root;

  public LoadPolicy(SystemRoot root) {
    this.root = root;
  }

  /** Whether no module can be loaded or removed until the next boot. */
  public boolean isSwitchedOff() {
    return "1".equals(content("/proc/sys/kernel/modules_disabled"));
  }

  /** Whether this process lacks CAP_SYS_MODULE; false when nothing tells. */
  public boolean lacksPrivilege() {
    String status = content("/proc/self/status");
    if (status == null) {
      return false;
    }
    for (String line : status.split("\n", -1)) {
      if (line.startsWith("CapEff:")) {
        try {
          long effective = Long.parseUnsignedLong(line.substring(7).strip(), 16);
          return (effective >> CAP_SYS_MODULE & 1) == 0;
        } catch (NumberFormatException e) {
          return false;
        }
      }
    }
    return false;
  }

  /** The mode of lockdown(7), such as {@code integrity}; null when there is none. */
  public @Nullable String lockdown() {
    String modes = content("/sys/kernel/security/lockdown");
    if (modes == null) {
      return null;
    }
    int start = modes.indexOf('[') + 1;
    int end = modes.indexOf(']', start);
    if (start == 0 || end < 0 || modes.startsWith("none", start)) {
      return null;
    }
    return modes.substring(start, end);
  }

  /** Whether {@code module_blacklist=} on the kernel's command line has the module. */
  public boolean isBlacklisted(ModuleName module) {
    String line = content("/proc/cmdline");
    if (line == null) {
      return false;
    }
    for (String word : line.split("\\s+", -1)) {
      if (word.startsWith("module_blacklist=")) {
        for (String name : word.substring(word.indexOf('=') + 1).split(",", -1)) {
          if (name.equals(module.text())) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private @Nullable String content(String path) {
    try {
      return root.readLive(path).strip();
    } catch (IOException e) {
      return null;
    }
  }
}
