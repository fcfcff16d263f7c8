package org.jkmod.live;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jkmod.SystemRoot;

/** The state in /proc/modules and /sys/module. */
public final class ProcSys implements LiveModules {
  public static final String PROC_MODULES = "/proc/modules";

  private static final String SYS_MODULE = "/sys/module/";

  private final SystemRoot root;

  public ProcSys(SystemRoot root) {
    this.root = root;
  }

  /** The lines of /proc/modules: the module loaded last comes first. */
  public List<LoadedModule> loaded() throws IOException {
    List<LoadedModule> modules = new ArrayList<>();
    for (String line : root.read(PROC_MODULES).split("\n", -1)) {
      if (!line.isEmpty() && line.charAt(0) != ' ') {
        modules.add(LoadedModule.parse(line));
      }
    }
    return modules;
  }

  @Override
  public ModuleState state(String module) {
    String text;
    try {
      text = root.read(SYS_MODULE + module + "/initstate");
    } catch (IOException e) {
      // A module that is just being loaded has its folder before it has that file.
      return Files.isDirectory(root.locate(SYS_MODULE + module))
          ? ModuleState.COMING
          : ModuleState.ABSENT;
    }
    return switch (text.strip()) {
      case "live" -> ModuleState.LIVE;
      case "coming" -> ModuleState.COMING;
      case "going" -> ModuleState.GOING;
      default -> ModuleState.ABSENT;
    };
  }

  @Override
  public int referenceCount(String module) {
    try {
      return Integer.parseInt(root.read(SYS_MODULE + module + "/refcnt").strip());
    } catch (IOException | NumberFormatException e) {
      return -2;
    }
  }

  @Override
  public List<String> holders(String module) {
    try {
      return listHolders(module);
    } catch (IOException e) {
      return List.of();
    }
  }

  /**
   * The modules that use the module, in the order in which the kernel lists them.
   *
   * @throws NoSuchFileException when the module has no such folder
   */
  public List<String> listHolders(String module) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(root.locate(SYS_MODULE + module + "/holders"))) {
      for (Path entry : entries) {
        names.add(SystemRoot.text(entry.getFileName()));
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return names;
  }

  /** The size of a loaded module in bytes, -2 when it has no folder: it is gone by now. */
  public long size(LoadedModule module) {
    String folder = SYS_MODULE + module.name();
    if (!Files.isDirectory(root.locate(folder))) {
      return -2;
    }
    try {
      return Long.parseLong(root.read(folder + "/coresize").strip());
    } catch (IOException | NumberFormatException e) {
      return module.size();
    }
  }

  /** The compression that the kernel itself undoes ({@code xz}, say), empty when it undoes none. */
  public String kernelCompression() {
    try {
      return root.read(SYS_MODULE + "compression").strip();
    } catch (IOException e) {
      return "";
    }
  }
}
