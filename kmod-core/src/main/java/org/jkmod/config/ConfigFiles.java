package org.jkmod.config;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jkmod.SystemRoot;
import org.jkmod.port.FileStatus;

/**
 * Finds the files of a search path such as modprobe.d's: those that end in {@code .conf}, in the
 * order of their names wherever they lie; of two with the same name the one in the earlier folder
 * counts.
 */
final class ConfigFiles {
  private final SystemRoot root;
  private final List<ConfigProblem> problems;
  private final TreeMap<String, String> pathsByName = new TreeMap<>();

  ConfigFiles(SystemRoot root, List<ConfigProblem> problems) {
    this.root = root;
    this.problems = problems;
  }

  /**
   * Adds a folder's files, or a single file whatever its name ends in. What does not exist adds
   * nothing.
   */
  void add(String path) throws IOException {
    FileStatus status = root.statusIfPresent(path);
    if (status == null) {
      return;
    }
    if (!status.isFolder()) {
      pathsByName.putIfAbsent(path.substring(path.lastIndexOf('/') + 1), path);
      return;
    }
    List<String> names;
    try {
      names = root.list(path);
    } catch (FileSystemException e) {
      problems.add(ConfigProblem.Unreadable.orThrow(path, e));
      return;
    }
    for (String name : names) {
      String file = path + "/" + name;
      if (isConfig(name, file)) {
        pathsByName.putIfAbsent(name, file);
      }
    }
  }

  private boolean isConfig(String name, String file) throws IOException {
    if (name.startsWith(".") || !name.endsWith(".conf")) {
      return false;
    }
    FileStatus status = root.statusIfPresent(file);
    if (status == null) {
      problems.add(new ConfigProblem.Unreadable(file, new NoSuchFileException(file)));
      return false;
    }
    if (status.isFolder()) {
      problems.add(new ConfigProblem.NestedFolder(file));
      return false;
    }
    return true;
  }

  /** The paths, by name. */
  Iterable<Map.Entry<String, String>> files() {
    return pathsByName.entrySet();
  }
}
