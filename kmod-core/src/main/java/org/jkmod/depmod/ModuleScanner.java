package org.jkmod.depmod;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jkmod.ModuleName;
import org.jkmod.SystemRoot;
import org.jkmod.config.DepmodConfig;
import org.jspecify.annotations.Nullable;

/**
 * Finds the modules below a folder. Folders named build and source are left out, links are
 * followed, and a folder that is already being walked is not entered again.
 */
final class ModuleScanner {
  private final SystemRoot root;
  private final DepmodConfig config;
  private final SearchOrder order;
  private final String moduleDirectory;
  private final Consumer<DepmodProblem> problems;
  private final Map<String, FoundModule> byName = new HashMap<>();
  private final Set<Object> walking = new HashSet<>();

  ModuleScanner(
      SystemRoot root,
      DepmodConfig config,
      SearchOrder order,
      String moduleDirectory,
      Consumer<DepmodProblem> problems) {
    this.root = root;
    this.config = config;
    this.order = order;
    this.moduleDirectory = moduleDirectory;
    this.problems = problems;
  }

  /** The modules by name; of several files of one name, the one that counts. */
  Map<String, FoundModule> modules() {
    return byName;
  }

  /**
   * Walks a folder.
   *
   * @throws FileSystemException when the folder itself cannot be read
   */
  void walk(String folder) throws IOException {
    Path located = root.locate(folder);
    Object key = key(located, Files.readAttributes(located, BasicFileAttributes.class));
    if (!walking.add(key)) {
      return;
    }
    for (String name : list(located)) {
      entry(folder, name);
    }
    walking.remove(key);
  }

  private static Object key(Path path, BasicFileAttributes attributes) {
    Object key = attributes.fileKey();
    return key == null ? path : key;
  }

  private static List<String> list(Path folder) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        names.add(SystemRoot.text(Objects.requireNonNull(entry.getFileName())));
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    names.sort(null);
    return names;
  }

  private void entry(String folder, String name) throws IOException {
    if (name.equals("build") || name.equals("source") || config.excluded().contains(name)) {
      return;
    }
    String path = folder + "/" + name;
    boolean isModule = ModuleName.isModuleFile(name);
    BasicFileAttributes attributes;
    try {
      attributes = attributes(root.locate(path), isModule);
    } catch (NoSuchFileException e) {
      problems.accept(new DepmodProblem.BrokenEntry(folder, name, "No such file or directory"));
      return;
    } catch (FileSystemException e) {
      problems.accept(new DepmodProblem.BrokenEntry(folder, name, String.valueOf(e.getReason())));
      return;
    }
    if (attributes == null) {
      return;
    }
    if (attributes.isDirectory()) {
      // A folder that cannot be read fails the run: without its modules the indexes would be wrong.
      walk(path);
    } else if (isModule && attributes.isRegularFile()) {
      add(path, FileStamp.of(attributes));
    } else if (isModule) {
      problems.accept(new DepmodProblem.UnsupportedFileType(path));
    }
  }

  /** Null for what is neither a folder nor named like a module and not worth a word. */
  private static @Nullable BasicFileAttributes attributes(Path path, boolean isModule)
      throws IOException {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class);
    } catch (IOException e) {
      if (isModule) {
        throw e;
      }
      return null;
    }
  }

  /** Adds a file by its path alone. */
  void add(String path) {
    add(path, null);
  }

  /** Adds a file, unless another of its name comes first. */
  private void add(String path, @Nullable FileStamp stamp) {
    String listed =
        path.startsWith(moduleDirectory + "/")
            ? path.substring(moduleDirectory.length() + 1)
            : path;
    FoundModule module = new FoundModule(ModuleName.ofPath(path), path, listed, stamp);
    FoundModule known = byName.get(module.name());
    if (known == null || order.isHigher(known, module)) {
      byName.put(module.name(), module);
      if (known != null) {
        problems.accept(new DepmodProblem.Duplicate(path, known.path()));
      }
    } else {
      problems.accept(new DepmodProblem.Duplicate(known.path(), path));
    }
  }
}
