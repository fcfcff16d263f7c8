package org.jkmod.depmod;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jkmod.ModuleName;
import org.jkmod.SystemRoot;
import org.jkmod.port.Errno;
import org.jkmod.port.FileStatus;
import org.jkmod.workers.Workers;
import org.jspecify.annotations.Nullable;

/**
 * Walks folders for modules' files. Folders named build and source are left out, links are
 * followed, and a folder that is already being walked is not entered again.
 */
final class TreeWalk {
  /** Takes the files as they are found, in the order in which they count. */
  interface Visitor {
    /** A path that is named like a module's is seen; nothing is known of it yet. */
    default void sighted(String path) {}

    /**
     * A module's file.
     *
     * @param stamp null when no stamps are wanted
     */
    void found(String path, @Nullable FileStamp stamp);

    /** Whether what was found says it all, so that nothing of what comes after it counts. */
    default boolean isDone() {
      return false;
    }
  }

  private final SystemRoot root;
  private final Collection<String> excluded;
  private final int threads;
  private final boolean stamped;
  private final Visitor visitor;
  private final Consumer<DepmodProblem> problems;

  /**
   * @param excluded names of files and folders that are left out
   * @param stamped whether the modules' stamps are wanted
   */
  TreeWalk(
      SystemRoot root,
      Collection<String> excluded,
      int threads,
      boolean stamped,
      Visitor visitor,
      Consumer<DepmodProblem> problems) {
    this.root = root;
    this.excluded = excluded;
    this.threads = threads;
    this.stamped = stamped;
    this.visitor = visitor;
    this.problems = problems;
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
      if (visitor.isDone()) {
        return;
      }
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
      if (name.equals("build") || name.equals("source") || excluded.contains(name)) {
        continue;
      }
      Entry entry = new Entry(folder, name);
      if (entry.isModule()) {
        entries.add(entry);
        visitor.sighted(entry.path());
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
      visitor.found(entry.path(), entry.stamp);
    } else {
      problems.accept(new DepmodProblem.UnsupportedFileType(entry.path()));
    }
  }
}
