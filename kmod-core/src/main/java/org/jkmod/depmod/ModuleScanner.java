package org.jkmod.depmod;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jkmod.ModuleName;
import org.jkmod.SystemRoot;
import org.jkmod.config.DepmodConfig;
import org.jkmod.port.Errno;
import org.jkmod.port.FileStatus;
import org.jkmod.workers.Workers;
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
  private final int threads;
  private final boolean stamped;
  private final Consumer<String> sighted;
  private final Consumer<DepmodProblem> problems;
  private final Map<String, FoundModule> byName = new HashMap<>();

  /**
   * @param stamped whether the modules' stamps are wanted
   * @param sighted is told of every path that is named like a module's, before anything is known of
   *     it
   */
  ModuleScanner(
      SystemRoot root,
      DepmodConfig config,
      SearchOrder order,
      String moduleDirectory,
      int threads,
      boolean stamped,
      Consumer<String> sighted,
      Consumer<DepmodProblem> problems) {
    this.root = root;
    this.sighted = sighted;
    this.threads = threads;
    this.stamped = stamped;
    this.config = config;
    this.order = order;
    this.moduleDirectory = moduleDirectory;
    this.problems = problems;
  }

  /** The modules by name; of several files of one name, the one that counts. */
  Map<String, FoundModule> modules() {
    return byName;
  }

  /** A folder that is being walked, and those above it. */
  private record Folder(String path, Object key, @Nullable Folder above) {
    boolean isInside(Object other) {
      return key.equals(other) || (above != null && above.isInside(other));
    }
  }

  /** What a folder has. */
  private static final class Entry {
    final Folder folder;
    final String name;

    /** Null while it is not looked at, and when it cannot be. */
    @Nullable FileStatus status;

    /** Null also when nobody wants it. */
    @Nullable FileStamp stamp;

    /** Why it cannot be looked at. */
    @Nullable FileSystemException failure;

    Entry(Folder folder, String name) {
      this.folder = folder;
      this.name = name;
    }

    String path() {
      return folder.path() + "/" + name;
    }

    boolean isModule() {
      return ModuleName.isModuleFile(name);
    }
  }

  /**
   * Walks a folder. Folders are listed first, then the modules in them looked at by several
   * threads, then all is taken in order.
   *
   * @throws FileSystemException when a folder cannot be read: without its modules the indexes would
   *     be wrong
   */
  void walk(String folder) throws IOException {
    walk(folder, null);
  }

  private void walk(String folder, @Nullable Folder above) throws IOException {
    List<Entry> entries = new ArrayList<>();
    list(folder, root.files().status(root.place(folder)), above, entries);
    Workers.run(
        entries.size(),
        threads,
        i -> {
          if (entries.get(i).isModule()) {
            look(entries.get(i));
          }
        });
    for (Entry entry : entries) {
      take(entry);
    }
  }

  /** Collects what is in a folder and below, in the order in which it counts. */
  private void list(String path, FileStatus status, @Nullable Folder above, List<Entry> entries)
      throws IOException {
    if (above != null && above.isInside(status.key())) {
      return;
    }
    Folder folder = new Folder(path, status.key(), above);
    for (String name : root.list(path)) {
      if (name.equals("build") || name.equals("source") || config.excluded().contains(name)) {
        continue;
      }
      Entry entry = new Entry(folder, name);
      if (entry.isModule()) {
        entries.add(entry);
        sighted.accept(entry.path());
      } else {
        look(entry);
        FileStatus own = entry.status;
        if (own == null) {
          entries.add(entry);
        } else if (own.isFolder()) {
          list(entry.path(), own, folder, entries);
        }
      }
    }
  }

  private void look(Entry entry) throws IOException {
    try {
      String path = entry.path();
      entry.status = root.files().status(root.place(path));
      entry.stamp = stamped && entry.isModule() ? FileStamp.of(root, path) : null;
    } catch (FileSystemException e) {
      Errno errno = Errno.of(e);
      if (errno != null && errno.isOfTheMoment()) {
        throw e;
      }
      entry.failure = e;
    }
  }

  private void take(Entry entry) throws IOException {
    FileSystemException failure = entry.failure;
    if (failure != null) {
      Errno errno = Errno.of(failure);
      String reason = errno == null ? String.valueOf(failure.getReason()) : errno.text();
      problems.accept(new DepmodProblem.BrokenEntry(entry.folder.path(), entry.name, reason));
      return;
    }
    FileStatus status = Objects.requireNonNull(entry.status);
    if (status.isFolder()) {
      walk(entry.path(), entry.folder);
    } else if (status.isFile()) {
      add(entry.path(), entry.stamp);
    } else {
      problems.accept(new DepmodProblem.UnsupportedFileType(entry.path()));
    }
  }

  /** Adds a file, unless another of its name comes first. */
  private void add(String path, @Nullable FileStamp stamp) {
    if (ModuleFacts.isUnsafe(path)) {
      problems.accept(new DepmodProblem.UnsafePath(path));
      return;
    }
    FoundModule module = FoundModule.of(path, moduleDirectory, stamp);
    FoundModule known = byName.putIfAbsent(module.name(), module);
    if (known == null) {
      return;
    }
    SearchOrder.Choice choice = order.choose(known, module);
    byName.put(module.name(), choice.kept());
    problems.accept(
        new DepmodProblem.Duplicate(
            choice.kept().path(), choice.dropped().path(), choice.reason()));
  }
}
