package org.jkmod.config;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jkmod.SystemRoot;
import org.jkmod.port.Errno;

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
    Path located = root.locate(path);
    if (!Files.exists(located)) {
      return;
    }
    if (!Files.isDirectory(located)) {
      pathsByName.putIfAbsent(path.substring(path.lastIndexOf('/') + 1), path);
      return;
    }
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(located)) {
      for (Path entry : entries) {
        names.add(SystemRoot.text(entry.getFileName()));
      }
    } catch (FileSystemException e) {
      problems.add(unreadable(path, e));
      return;
    }
    names.sort(null);
    for (String name : names) {
      String file = path + "/" + name;
      if (isConfig(name, file)) {
        pathsByName.putIfAbsent(name, file);
      }
    }
  }

  private boolean isConfig(String name, String file) {
    if (name.startsWith(".") || !name.endsWith(".conf")) {
      return false;
    }
    Path located = root.locate(file);
    if (Files.isDirectory(located)) {
      problems.add(new ConfigProblem.NestedFolder(file));
      return false;
    }
    if (!Files.exists(located)) {
      problems.add(new ConfigProblem.Unreadable(file, new NoSuchFileException(file)));
      return false;
    }
    return true;
  }

  /**
   * What is told of a file or folder that cannot be read, and so does not count.
   *
   * @throws FileSystemException when it is this process or the system that can open nothing more:
   *     what stands there is then unknown, and there is no going on without it
   */
  static ConfigProblem unreadable(String path, FileSystemException e) throws FileSystemException {
    Errno errno = Errno.of(e);
    if (errno == Errno.EMFILE || errno == Errno.ENFILE || errno == Errno.ENOMEM) {
      throw e;
    }
    return new ConfigProblem.Unreadable(path, e);
  }

  /** The paths, by name. */
  Iterable<Map.Entry<String, String>> files() {
    return pathsByName.entrySet();
  }
}
