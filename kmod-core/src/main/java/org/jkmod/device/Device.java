package org.jkmod.device;

import java.util.List;
import org.jkmod.ModuleName;
import org.jspecify.annotations.Nullable;

/**
 * A device that says which driver it wants.
 *
 * @param path its folder, such as /sys/devices/pci0000:00/0000:00:03.0
 * @param subsystem the bus or class that it is on, such as {@code pci}; null when it does not say
 * @param modalias what modules are looked up by; not empty
 * @param driver the driver that is bound to it, null when there is none
 * @param driverModule the module that the driver is in; null when it is part of the kernel, or
 *     there is no driver
 * @param suppliers the folders of the devices that must work before it does
 */
public record Device(
    String path,
    @Nullable String subsystem,
    String modalias,
    @Nullable String driver,
    @Nullable ModuleName driverModule,
    List<String> suppliers) {
  public Device {
    suppliers = List.copyOf(suppliers);
  }

  /** The last part of its path, by which its bus knows it. */
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
