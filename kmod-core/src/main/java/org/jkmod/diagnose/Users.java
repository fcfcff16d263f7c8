package org.jkmod.diagnose;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jkmod.AliasKey;
import org.jkmod.ModuleName;
import org.jkmod.SystemRoot;
import org.jkmod.index.IndexValue;
import org.jkmod.index.ModuleDirectory;
import org.jkmod.index.ModuleDirectory.Index;
import org.jkmod.live.ProcSys;
import org.jkmod.port.FileSystem;
import org.jspecify.annotations.Nullable;

/**
 * Who uses a module, as far as the system tells: the kernel itself only counts.
 *
 * @param modules those that hold it
 * @param mountPoints where it is the file system, or drives the device, in the order of
 *     /proc/mounts
 * @param count how many users the kernel counts; negative when it does not tell
 */
public record Users(List<ModuleName> modules, List<String> mountPoints, int count) {
  private static final String DEVICES = "/dev/";

  public Users {
    modules = List.copyOf(modules);
    mountPoints = List.copyOf(mountPoints);
  }

  /**
   * Looks who it is now.
   *
   * @param directory of the running kernel
   */
  public static Users of(ModuleName module, SystemRoot root, ModuleDirectory directory) {
    ProcSys live = new ProcSys(root);
    return new Users(
        live.holders(module), mountPoints(module, root, directory), live.referenceCount(module));
  }

  private static List<String> mountPoints(
      ModuleName module, SystemRoot root, ModuleDirectory directory) {
    List<String> found = new ArrayList<>();
    try {
      for (String line : root.readLive("/proc/self/mounts").split("\n", -1)) {
        // Device, place, type, options, and two numbers; blanks in them are \040.
        String[] words = line.split(" ", -1);
        if (words.length >= 3
            && (isTypeOf(words[2], module, directory) || drives(module, words[0], root))) {
          found.add(words[1]);
        }
      }
    } catch (IOException e) {
      // Without /proc, or with a damaged index, nobody can tell.
      return found;
    }
    return found;
  }

  private static boolean isTypeOf(String type, ModuleName module, ModuleDirectory directory)
      throws IOException {
    if (ModuleName.of(type).equals(module)) {
      return true;
    }
    AliasKey alias = AliasKey.of("fs-" + type);
    if (alias == null) {
      return false;
    }
    for (IndexValue value : directory.match(Index.ALIASES, alias)) {
      if (value.module().equals(module)) {
        return true;
      }
    }
    return false;
  }

  /** Whether it is the module of a driver on the way from a block device up to its bus. */
  private static boolean drives(ModuleName module, String device, SystemRoot root) {
    if (!device.startsWith(DEVICES) || device.indexOf("..") >= 0) {
      return false;
    }
    try {
      String name = device.substring(DEVICES.length()).replace('/', '!');
      FileSystem files = root.files();
      String at = files.realPath(root.place("/sys/class/block/" + name));
      String top = files.realPath(root.place("/sys/devices"));
      while (at.equals(top) || at.startsWith(top + "/")) {
        if (module.text().equals(moduleOf(at, files))) {
          return true;
        }
        at = at.substring(0, at.lastIndexOf('/'));
      }
    } catch (IOException e) {
      return false;
    }
    return false;
  }

  /** The last part of a device's link driver/module; null when it has none. */
  private static @Nullable String moduleOf(String device, FileSystem files) {
    try {
      String target = files.readLink(device + "/driver/module");
      return target.substring(target.lastIndexOf('/') + 1);
    } catch (IOException e) {
      return null;
    }
  }
}
