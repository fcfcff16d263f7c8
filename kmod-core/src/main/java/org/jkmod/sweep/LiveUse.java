package org.jkmod.sweep;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jkmod.ModuleName;
import org.jkmod.SystemRoot;
import org.jkmod.diagnose.Users;
import org.jkmod.index.ModuleDirectory;
import org.jkmod.sweep.Finding.Stay;
import org.jkmod.sweep.Finding.Why;
import org.jspecify.annotations.Nullable;

/** What /proc and /sys show of the use of a module besides the number of its references. */
final class LiveUse {
  private static final String SYS_MODULE = "/sys/module/";

  private final SystemRoot root;
  private final ModuleDirectory directory;

  LiveUse(SystemRoot root, ModuleDirectory directory) {
    this.root = root;
    this.directory = directory;
  }

  /** Whether it has drivers on any bus. */
  boolean isDriver(ModuleName module) {
    return !list(SYS_MODULE + module + "/drivers").isEmpty();
  }

  /** All that can be seen. */
  List<Stay> of(ModuleName module) throws IOException {
    List<Stay> found = new ArrayList<>();
    String device = boundDevice(module);
    if (device != null) {
      found.add(new Stay(Why.BOUND, device));
    }
    List<String> mounted = Users.of(module, root, directory).mountPoints();
    if (!mounted.isEmpty()) {
      found.add(new Stay(Why.MOUNTED, mounted.get(0)));
    }
    String algorithm = algorithm(module);
    if (algorithm != null) {
      found.add(new Stay(Why.ALGORITHM, algorithm));
    }
    String protocol = protocol(module);
    if (protocol != null) {
      found.add(new Stay(Why.SOCKETS, protocol));
    }
    if (module.text().equals("loop")) {
      add(Why.LOOP_DEVICE, "/sys/block", "loop/backing_file", found);
    } else if (module.text().equals("bridge")) {
      add(Why.NETWORK_DEVICE, "/sys/class/net", "bridge", found);
    } else if (module.text().equals("bonding")) {
      add(Why.NETWORK_DEVICE, "/sys/class/net", "bonding", found);
    }
    return found;
  }

  /** Drivers lie in their module's folder as links BUS:DRIVER; their devices are links, too. */
  private @Nullable String boundDevice(ModuleName module) {
    for (String driver : list(SYS_MODULE + module + "/drivers")) {
      String folder = SYS_MODULE + module + "/drivers/" + driver;
      for (String entry : list(folder)) {
        // A device's link leads to its folder, which knows its driver; module is another link.
        if (!entry.equals("module") && root.exists(folder + "/" + entry + "/driver")) {
          return entry;
        }
      }
    }
    return null;
  }

  /** An algorithm that others use than the list that it is in. */
  private @Nullable String algorithm(ModuleName module) throws IOException {
    String name = "";
    boolean isOwn = false;
    for (String line : lines("/proc/crypto")) {
      int colon = line.indexOf(':');
      String value = colon < 0 ? "" : line.substring(colon + 1).strip();
      switch (colon < 0 ? "" : line.substring(0, colon).strip()) {
        case "name" -> {
          name = value;
          isOwn = false;
        }
        case "module" -> isOwn = value.equals(module.text());
        case "refcnt" -> {
          if (isOwn && !value.equals("1")) {
            return name;
          }
        }
        default -> {}
      }
    }
    return null;
  }

  /** Columns: protocol, size, sockets, memory, press, maxhdr, slab, module, … */
  private @Nullable String protocol(ModuleName module) throws IOException {
    for (String line : lines("/proc/net/protocols")) {
      String[] words = line.strip().split(" +", -1);
      if (words.length > 7 && words[7].equals(module.text()) && !words[2].equals("0")) {
        return words[0];
      }
    }
    return null;
  }

  private void add(Why why, String folder, String mark, List<Stay> found) {
    for (String name : list(folder)) {
      if (root.exists(folder + "/" + name + "/" + mark)) {
        found.add(new Stay(why, name));
        return;
      }
    }
  }

  private List<String> lines(String path) throws IOException {
    String text = root.readLiveIfPresent(path);
    return text == null ? List.of() : text.lines().toList();
  }

  /** The names in a folder, sorted; none when there is none, or it went meanwhile. */
  private List<String> list(String folder) {
    try {
      return root.isFolder(folder) ? root.list(folder) : List.of();
    } catch (IOException e) {
      return List.of();
    }
  }
}
