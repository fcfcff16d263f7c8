package org.jkmod.device;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jkmod.Kmod;
import org.jkmod.SystemRoot;
import org.jkmod.live.LoadedModule;
import org.jkmod.live.ProcSys;
import org.jspecify.annotations.Nullable;

/** The modules that a running machine needs, as operands of a closure. */
public final class HostModules {
  private static final String BUSES = "/sys/bus";

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
      names.add(module.name().text());
    }
    return names;
  }

  /**
   * What this machine uses: the modules of all drivers that have a device, and aliases of the file
   * systems that are mounted, of devices that wait for others and have no driver yet, and of what
   * these wait for. An alias that no module has is left out: the kernel has proc without one.
   *
   * @param modules of the kernel that the closure is for
   * @throws IOException when sysfs is not mounted, or an index cannot be read
   */
  public List<String> used(Kmod modules) throws IOException {
    Set<String> operands = new LinkedHashSet<>();
    for (String bus : root.list(BUSES)) {
      String drivers = BUSES + "/" + bus + "/drivers";
      for (String driver : namesIn(drivers)) {
        addDriver(drivers + "/" + driver, operands);
      }
    }
    for (String alias : aliases()) {
      if (!modules.find(alias).isEmpty()) {
        operands.add(alias);
      }
    }
    return List.copyOf(operands);
  }

  /** A driver's folder has a link to its module, and one to each device that it drives. */
  private void addDriver(String folder, Set<String> operands) {
    String module = null;
    boolean isUsed = false;
    for (String name : namesIn(folder)) {
      String target = link(folder + "/" + name);
      if (target != null && name.equals("module")) {
        module = target.substring(target.lastIndexOf('/') + 1);
      } else {
        isUsed |= target != null;
      }
    }
    if (module != null && isUsed) {
      operands.add(module);
    }
  }

  private Set<String> aliases() throws IOException {
    Set<String> aliases = new LinkedHashSet<>();
    SysDevices devices = new SysDevices(root);
    for (Device device : devices.all()) {
      if (device.driver() == null && (!device.suppliers().isEmpty() || isWaiting(device))) {
        aliases.add(device.modalias());
        addSuppliers(device, devices, aliases);
      }
    }
    String mounts = root.readLiveIfPresent("/proc/self/mounts");
    for (String line : (mounts == null ? "" : mounts).split("\n", -1)) {
      String[] words = line.split(" ", -1);
      if (words.length > 2) {
        // What follows a dot is for programs alone, as in fuse.sshfs.
        int dot = words[2].indexOf('.');
        aliases.add("fs-" + (dot < 0 ? words[2] : words[2].substring(0, dot)));
      }
    }
    return aliases;
  }

  /** Whether the device is for a driver that cannot have it before others have theirs. */
  private boolean isWaiting(Device device) {
    try {
      String waiting = root.readLiveIfPresent(device.path() + "/waiting_for_supplier");
      return waiting != null && waiting.startsWith("1");
    } catch (IOException e) {
      return false;
    }
  }

  private static void addSuppliers(Device device, SysDevices devices, Set<String> aliases)
      throws IOException {
    for (String path : device.suppliers()) {
      Device supplier = devices.at(path);
      if (supplier != null && supplier.driver() == null) {
        aliases.add(supplier.modalias());
      }
    }
  }

  /** None when the folder is not there, as one that has gone meanwhile. */
  private List<String> namesIn(String folder) {
    try {
      return root.list(folder);
    } catch (IOException e) {
      return List.of();
    }
  }

  /** What a link says; null when it is none. */
  private @Nullable String link(String path) {
    try {
      String place = root.place(path);
      return root.files().linkStatus(place).isLink() ? root.files().readLink(place) : null;
    } catch (IOException e) {
      return null;
    }
  }
}
