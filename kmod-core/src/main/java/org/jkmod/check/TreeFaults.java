package org.jkmod.check;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jkmod.KernelModule;
import org.jkmod.Kmod;
import org.jkmod.ModuleName;
import org.jkmod.SystemRoot;
import org.jkmod.index.IndexException;
import org.jkmod.index.ModuleDirectory.Index;
import org.jkmod.port.Decompressor;
import org.jkmod.port.FileDetails;

/** What is wrong with a kernel's folder: its indexes beside the modules that lie there. */
final class TreeFaults {
  /** Links of the kernel's build that may well lead nowhere. */
  private static final Set<String> OF_THE_BUILD = Set.of("build", "source");

  private static final List<String> INPUTS = List.of("modules.builtin", "modules.order");

  private final SystemRoot root;
  private final String path;
  private final Kmod kmod;
  private final Findings found;

  /** The files of modules by their names, in the order of their paths. */
  private final Map<ModuleName, List<String>> files = new TreeMap<>();

  private final Map<String, Long> times = new HashMap<>();

  TreeFaults(SystemRoot root, String path, Decompressor decompressor, Findings found) {
    this.root = root;
    this.path = path;
    this.kmod = Kmod.withoutConfig(root, path, decompressor);
    this.found = found;
  }

  Kmod kmod() {
    return kmod;
  }

  /** The files that count, by the names of their modules; only after {@link #check}. */
  Map<ModuleName, List<String>> files() {
    return files;
  }

  /** Whether its indexes can be asked. */
  boolean check() throws IOException {
    walk(path, new HashSet<>());
    String index = path + "/" + Index.DEPENDENCIES.fileName();
    if (!root.exists(index)) {
      if (files.isEmpty()) {
        found.report(Fault.RELEASE_EMPTY, path);
      } else {
        found.report(Fault.INDEX_MISSING, index);
      }
      return false;
    }
    boolean isSound = true;
    for (Index one : Index.values()) {
      isSound &= check(one);
    }
    for (String input : INPUTS) {
      if (!root.exists(path + "/" + input)) {
        found.report(Fault.INPUT_MISSING, path + "/" + input);
      }
    }
    if (isSound) {
      compare(root.files().details(root.place(index)).modified());
    }
    return isSound;
  }

  private boolean check(Index index) {
    String file = path + "/" + index.fileName();
    if (!root.exists(file)) {
      found.report(Fault.INDEX_INCOMPLETE, file);
      return true;
    }
    try {
      kmod.directory().forEach(index, entry -> {});
      return true;
    } catch (IndexException e) {
      Throwable cause = e.getCause();
      found.report(
          Fault.INDEX_DAMAGED, file, String.valueOf((cause == null ? e : cause).getMessage()));
    } catch (IOException e) {
      found.report(Fault.FILE_UNREADABLE, file, Reasons.of(e));
    }
    return false;
  }

  /**
   * @param made when the indexes were made, in nanoseconds since 1970
   */
  private void compare(long made) throws IOException {
    Map<ModuleName, String> counting = new HashMap<>();
    for (KernelModule module : kmod.all()) {
      String file = module.path();
      if (file != null) {
        counting.put(module.name(), file);
        if (!root.exists(file)) {
          found.report(Fault.MODULE_GONE, file, module.name().text());
        }
      }
    }
    String newer = null;
    for (Map.Entry<ModuleName, List<String>> module : files.entrySet()) {
      String counts = counting.get(module.getKey());
      for (String file : module.getValue()) {
        if (counts == null) {
          found.report(Fault.MODULE_NOT_INDEXED, file);
        } else if (!file.equals(counts) && root.exists(counts)) {
          boolean isUpdate = !counts.startsWith(path + "/kernel/");
          found.report(
              isUpdate ? Fault.MODULE_UPDATED : Fault.MODULE_DOUBLED,
              file,
              module.getKey().text(),
              counts);
        }
        Long time = times.get(file);
        if (newer == null && time != null && time > made) {
          newer = file;
        }
      }
    }
    if (newer != null) {
      found.report(Fault.INDEX_STALE, path + "/" + Index.DEPENDENCIES.fileName(), newer);
    }
  }

  private void walk(String folder, Set<String> above) throws IOException {
    if (!above.add(root.files().realPath(root.place(folder)))) {
      return;
    }
    if (Rights.othersMayWrite(root, folder)) {
      found.report(Fault.FILE_WRITABLE, folder);
    }
    for (String name : root.list(folder)) {
      String file = folder + "/" + name;
      if (!folder.equals(path) || !OF_THE_BUILD.contains(name)) {
        look(file, name, above);
      }
    }
  }

  private void look(String file, String name, Set<String> above) throws IOException {
    if (!root.exists(file)) {
      if (isLink(file)) {
        found.report(Fault.LINK_DANGLING, file, root.files().readLink(root.place(file)));
      }
      return;
    }
    FileDetails details = root.files().details(root.place(file));
    if (details.isFolder()) {
      walk(file, above);
    } else if (details.isFile() && ModuleName.isModuleFile(name)) {
      files.computeIfAbsent(ModuleName.inFile(file), key -> new ArrayList<>(1)).add(file);
      times.put(file, details.modified());
      if (Rights.othersMayWrite(root, details)) {
        found.report(Fault.FILE_WRITABLE, file);
      }
    }
  }

  private boolean isLink(String file) {
    try {
      return root.files().linkStatus(root.place(file)).isLink();
    } catch (IOException e) {
      return false;
    }
  }
}
