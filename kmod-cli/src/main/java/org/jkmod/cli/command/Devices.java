package org.jkmod.cli.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jkmod.Kmod;
import org.jkmod.ModuleName;
import org.jkmod.SystemRoot;
import org.jkmod.bytes.Glob;
import org.jkmod.cli.CommandContext;
import org.jkmod.cli.args.Arguments;
import org.jkmod.cli.args.Flag;
import org.jkmod.cli.args.OptionTable;
import org.jkmod.cli.args.Value;
import org.jkmod.cli.log.ToolLog;
import org.jkmod.cli.text.DevicePrinter;
import org.jkmod.cli.text.Json;
import org.jkmod.device.Claim;
import org.jkmod.device.Claims;
import org.jkmod.device.Device;
import org.jkmod.device.HardwareNames;
import org.jkmod.device.SysDevices;
import org.jkmod.firmware.FirmwareSearch;
import org.jspecify.annotations.Nullable;

/** kmod devices: the devices of this machine, their drivers and the modules that claim them. */
public final class Devices extends KmodTool {
  private static final OptionTable.Builder TABLE = OptionTable.of("kmod devices");
  static final Value FOR =
      TABLE.ownValue("--for", "MODULE", "only devices that this module claims");
  static final Flag JSON = TABLE.ownFlag("--json", "print one JSON document");
  private static final OptionTable OPTIONS =
      TABLE.build(
          "kmod devices [OPTION]... [DEVICE|PATTERN]...",
          "Shows devices with their drivers, the modules that claim them and what stands in the"
              + " way; those without a driver first.",
          "",
          "Example: kmod devices '0000:00:1f.*'");

  private static final String FIRMWARE_PATH = "/sys/module/firmware_class/parameters/path";

  @Override
  OptionTable options() {
    return OPTIONS;
  }

  @Override
  int run(Arguments arguments, CommandContext context, ToolLog log) throws IOException {
    if (!arguments.has(JSON)) {
      return run(arguments, context, log, null);
    }
    try (Json json = new Json(context.out()).array("devices")) {
      return run(arguments, context, log, json);
    }
  }

  private static int run(
      Arguments arguments, CommandContext context, ToolLog log, @Nullable Json json)
      throws IOException {
    SystemRoot root = context.root();
    String release = context.ports().system().release();
    Kmod kmod = openRunning(context);
    FirmwareSearch firmware = new FirmwareSearch(root, release, firmwarePath(root));
    Claims claims = new Claims(kmod, release, firmware);
    HardwareNames names = new HardwareNames(root);
    DevicePrinter printer = new DevicePrinter(context.out(), json);
    String module = arguments.last(FOR);
    boolean found = false;
    for (Device device : selected(arguments.operands(), new SysDevices(root))) {
      List<Claim> claimed = claims.of(device);
      if (module == null || isFor(ModuleName.of(module), device, claimed)) {
        printer.print(device, names.of(device), claimed);
        found = true;
      }
    }
    if (!found && (module != null || !arguments.operands().isEmpty())) {
      log.error("no such device.");
      return 1;
    }
    return 0;
  }

  private static @Nullable String firmwarePath(SystemRoot root) throws IOException {
    String path = root.readLiveIfPresent(FIRMWARE_PATH);
    return path == null ? null : path.strip();
  }

  /** Those without a driver first. */
  private static List<Device> selected(List<String> operands, SysDevices devices)
      throws IOException {
    List<Device> bound = new ArrayList<>();
    List<Device> selected = new ArrayList<>();
    for (Device device : devices.all()) {
      if (operands.isEmpty() || isNamed(device, operands, devices)) {
        (device.driver() == null ? selected : bound).add(device);
      }
    }
    selected.addAll(bound);
    return selected;
  }

  private static boolean isNamed(Device device, List<String> operands, SysDevices devices)
      throws IOException {
    for (String operand : operands) {
      if (operand.startsWith("/")) {
        Device named = devices.at(operand);
        if (named != null && named.path().equals(device.path())) {
          return true;
        }
      } else if (operand.equals(device.name())
          || operand.equals(device.modalias())
          || Glob.matches(operand, device.name())
          || Glob.matches(operand, device.modalias())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isFor(ModuleName module, Device device, List<Claim> claims) {
    if (module.equals(device.driverModule())) {
      return true;
    }
    for (Claim claim : claims) {
      if (claim.module().equals(module)) {
        return true;
      }
    }
    return false;
  }
}
