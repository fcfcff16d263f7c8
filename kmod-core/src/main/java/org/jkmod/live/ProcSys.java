package org.jkmod.live;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import org.jkmod.ModuleName;
import org.jkmod.SystemRoot;
import org.jspecify.annotations.Nullable;

/** The state in /proc/modules and /sys/module. */
public final class ProcSys implements LiveModules {
  public static final String PROC_MODULES = "/proc/modules";

  private static final String SYS_MODULE = "/sys/module/";
  private static final String PARAMETERS = "/parameters/";

  private final SystemRoot root;

  public ProcSys(SystemRoot root) {
    this.root = root;
  }

  /** The lines of /proc/modules: the module loaded last comes first. */
  public List<LoadedModule> loaded() throws IOException {
    List<LoadedModule> modules = new ArrayList<>();
    for (String line : root.readLive(PROC_MODULES).split("\n", -1)) {
      if (!line.isEmpty() && line.charAt(0) != ' ') {
        modules.add(LoadedModule.parse(line));
      }
    }
    return modules;
  }

  @Override
  public ModuleState state(ModuleName module) {
    String text;
    try {
      text = root.readLive(SYS_MODULE + module + "/initstate");
    } catch (IOException e) {
      // A module that is just being loaded has its folder before it has that file.
      return root.isFolder(SYS_MODULE + module) ? ModuleState.COMING : ModuleState.ABSENT;
    }
    return switch (text.strip()) {
      case "live" -> ModuleState.LIVE;
      case "coming" -> ModuleState.COMING;
      case "going" -> ModuleState.GOING;
      default -> ModuleState.ABSENT;
    };
  }

  @Override
  public int referenceCount(ModuleName module) {
    try {
      return Integer.parseInt(root.readLive(SYS_MODULE + module + "/refcnt").strip());
    } catch (IOException | NumberFormatException e) {
      return -2;
    }
  }

  /** How many use a loaded module, -2 when nothing tells. */
  public int referenceCount(LoadedModule module) {
    return module.isWhole() ? module.references() : referenceCount(module.name());
  }

  @Override
  public List<ModuleName> holders(ModuleName module) {
    try {
      return listHolders(module);
    } catch (IOException e) {
      return List.of();
    }
  }

  @Override
  public List<ModuleName> listHolders(ModuleName module) throws IOException {
    List<ModuleName> holders = new ArrayList<>();
    for (String name : root.files().list(root.place(SYS_MODULE + module + "/holders"))) {
      holders.add(ModuleName.asWritten(name));
    }
    return holders;
  }

  /**
   * The modules that use a loaded one, in the order in which its folder names them. Which they are,
   * its line has told; most have none or one, and then there is no order to ask for.
   */
  public List<ModuleName> listHolders(LoadedModule module) throws IOException {
    boolean isOrdered = module.holders().size() < 2;
    if (!module.isWhole() || !isOrdered) {
      try {
        return listHolders(module.name());
      } catch (NoSuchFileException e) {
        // It came or went meanwhile.
        if (!module.isWhole()) {
          return List.of();
        }
      }
    }
    return module.holders();
  }

  /**
   * The size of a loaded module in bytes, -2 when its line leaves that open and it has no folder:
   * it is gone by now.
   */
  public long size(LoadedModule module) {
    if (module.isWhole()) {
      return module.size();
    }
    String folder = SYS_MODULE + module.name();
    try {
      return Long.parseLong(root.readLive(folder + "/coresize").strip());
    } catch (IOException | NumberFormatException e) {
      return root.isFolder(folder) ? module.size() : -2;
    }
  }

  /**
   * What a file in the module's folder says ({@code version}, {@code srcversion}, {@code taint}),
   * without the line's end; null when there is no such file.
   */
  public @Nullable String attribute(ModuleName module, String file) {
    try {
      return isName(module.text()) ? root.readLive(SYS_MODULE + module + "/" + file).strip() : null;
    } catch (IOException e) {
      return null;
    }
  }

  /** The parameters that the kernel shows of a module, sorted; none when it has no such folder. */
  public List<String> parameters(ModuleName module) {
    try {
      return isName(module.text()) ? root.list(SYS_MODULE + module + PARAMETERS) : List.of();
    } catch (IOException e) {
      return List.of();
    }
  }

  /**
   * The value of a parameter now, without the line's end.
   *
   * @return null when the kernel does not show it
   * @throws IOException when it may not be read
   */
  public @Nullable String parameter(ModuleName module, String name) throws IOException {
    if (!isName(module.text()) || !isName(name)) {
      return null;
    }
    try {
      String value = root.readLive(SYS_MODULE + module + PARAMETERS + name);
      return value.endsWith("\n") ? value.substring(0, value.length() - 1) : value;
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      if (root.isFolder(SYS_MODULE + module)) {
        throw e;
      }
      // ENODEV: the module went while the file was open.
      return null;
    }
  }

  /** Whether it can be the name of one entry of a folder: it comes from files and users. */
  private static boolean isName(String text) {
    return !text.isEmpty()
        && text.indexOf('/') < 0
        && text.indexOf('\0') < 0
        && !text.equals(".")
        && !text.equals("..");
  }

  /** The compression that the kernel itself undoes ({@code xz}, say), empty when it undoes none. */
  public String kernelCompression() {
    try {
      return root.readLive(SYS_MODULE + "compression").strip();
    } catch (IOException e) {
      return "";
    }
  }
}
