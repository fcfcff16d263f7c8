package org.jkmod.closure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jkmod.SystemRoot;
import org.jkmod.device.Device;
import org.jkmod.device.SysDevices;
import org.jkmod.live.LoadedModule;
import org.jkmod.live.ProcSys;
import org.jspecify.annotations.Nullable;

/** The modules that a running machine needs, as operands of a closure. */
public final class HostModules {
  private final SystemRoot root;

  /**
   * @param root the machine's own
   */
  public HostModules(SystemRoot root) {
    this.root = root;
  }

  /** What the kernel has loaded, the module loaded first coming first. */
  public List<String> loaded() throws IOException {
    List<String> names = new ArrayList<>();
    for (LoadedModule module : new ProcSys(root).loaded().reversed()) {
      names.add(module.name());
    }
    return names;
  }

  /**
   * The modules of the drivers that are bound to devices, and the aliases of the file systems that
   * are mounted. A device that waits for another is not bound yet: its modalias stands for it, as
   * does that of what it waits for.
   */
  public List<String> used() throws IOException {
    Set<String> operands = new LinkedHashSet<>();
    SysDevices devices = new SysDevices(root);
    for (Device device : devices.all()) {
      if (device.driverModule() != null) {
        operands.add(device.driverModule());
      } else if (device.driver() == null && !device.suppliers().isEmpty()) {
        operands.add(device.modalias());
        addSuppliers(device, devices, operands);
      }
    }
    String mounts = root.readLiveIfPresent("/proc/self/mounts");
    for (String line : (mounts == null ? "" : mounts).split("\n", -1)) {
      String type = word(line, 2);
      if (type != null) {
        operands.add("fs-" + type);
      }
    }
    return List.copyOf(operands);
  }

  private static void addSuppliers(Device device, SysDevices devices, Set<String> operands)
      throws IOException {
    for (String path : device.suppliers()) {
      Device supplier = devices.at(path);
      if (supplier != null && supplier.driver() == null) {
        operands.add(supplier.modalias());
      }
    }
  }

  private static @Nullable String word(String line, int index) {
    String[] words = line.split(" ", -1);
    return words.length > index && !words[index].isEmpty() ? words[index] : null;
  }
}
