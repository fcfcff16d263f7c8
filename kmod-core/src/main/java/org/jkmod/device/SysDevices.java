package org.jkmod.device;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import org.jkmod.ModuleName;
import org.jkmod.SystemRoot;
import org.jspecify.annotations.Nullable;

/**
 * Reads /sys/devices. Devices come and go meanwhile: one that goes is left out, and a file that
 * goes is not there.
 */
public final class SysDevices {
  private static final String TOP = "/sys/devices";

  /**
   * What a folder's link to another device that it waits for starts with: sysfs-devices-supplier.
   */
  private static final String SUPPLIER = "supplier:";

  /** No machine nests devices as deep. */
  private static final int MAX_DEPTH = 64;

  private final SystemRoot root;

  public SysDevices(SystemRoot root) {
    this.root = root;
  }

  /**
   * All devices that have a modalias, in the order of their paths.
   *
   * @throws NoSuchFileException when sysfs is not mounted
   */
  public List<Device> all() throws IOException {
    List<Device> devices = new ArrayList<>();
    List<String> entries = root.list(TOP);
    for (String entry : entries) {
      collect(TOP + "/" + entry, devices, 1);
    }
    return devices;
  }

  /**
   * The device in a folder, which may also be named by a link as those in /sys/bus and /sys/class
   * are; null when it has no modalias.
   */
  public @Nullable Device at(String path) throws IOException {
    String device = inside(path);
    return device == null ? null : read(device, root.list(path));
  }

  private void collect(String folder, List<Device> devices, int depth) {
    List<String> entries;
    try {
      if (depth > MAX_DEPTH || !root.files().linkStatus(root.place(folder)).isFolder()) {
        return;
      }
      entries = root.list(folder);
    } catch (IOException e) {
      return;
    }
    Device device = read(folder, entries);
    if (device != null) {
      devices.add(device);
    }
    for (String entry : entries) {
      if (!isAttribute(entry)) {
        collect(folder + "/" + entry, devices, depth + 1);
      }
    }
  }

  /** Names that are never a device's, and that every device has: not one of them is looked at. */
  private static boolean isAttribute(String name) {
    return switch (name) {
      case "uevent",
          "modalias",
          "subsystem",
          "driver",
          "power",
          "driver_override",
          "firmware_node" ->
          true;
      default -> name.startsWith(SUPPLIER) || name.startsWith("consumer:");
    };
  }

  private @Nullable Device read(String folder, List<String> entries) {
    if (!entries.contains("modalias")) {
      return null;
    }
    String modalias = content(folder + "/modalias");
    if (modalias == null || modalias.isEmpty()) {
      return null;
    }
    List<String> suppliers = new ArrayList<>();
    for (String entry : entries) {
      if (entry.startsWith(SUPPLIER)) {
        String supplier = target(folder + "/" + entry + "/supplier");
        if (supplier != null) {
          suppliers.add(supplier);
        }
      }
    }
    String driver = entries.contains("driver") ? linkName(folder + "/driver") : null;
    String module = driver == null ? null : linkName(folder + "/driver/module");
    return new Device(
        folder,
        linkName(folder + "/subsystem"),
        modalias,
        driver,
        module == null ? null : ModuleName.asWritten(module),
        suppliers);
  }

  private @Nullable String content(String file) {
    try {
      return root.readLive(file).strip();
    } catch (IOException e) {
      return null;
    }
  }

  /** The last part of what a link points at, null when there is no such link. */
  private @Nullable String linkName(String link) {
    try {
      String target = root.files().readLink(root.place(link));
      return target.substring(target.lastIndexOf('/') + 1);
    } catch (IOException e) {
      return null;
    }
  }

  /** The device that a link leads to, as a path in /sys/devices; null when it leads elsewhere. */
  private @Nullable String target(String link) {
    try {
      return inside(link);
    } catch (IOException e) {
      return null;
    }
  }

  /** Where a path leads, as a path in /sys/devices; null when it leads elsewhere. */
  private @Nullable String inside(String path) throws IOException {
    String top = root.files().realPath(root.place(TOP));
    String real = root.files().realPath(root.place(path));
    return real.equals(top) || real.startsWith(top + "/")
        ? TOP + real.substring(top.length())
        : null;
  }
}
