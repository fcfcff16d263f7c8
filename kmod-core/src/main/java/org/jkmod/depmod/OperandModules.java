package org.jkmod.depmod;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jkmod.ModuleName;
import org.jkmod.SystemRoot;
import org.jkmod.port.Errno;
import org.jspecify.annotations.Nullable;

/**
 * Modules whose files were asked for by their paths. They need not be named like modules, nor lie
 * in the tree, and depmod.d does not choose between two of one name: that is an error.
 */
final class OperandModules {
  private final SystemRoot root;
  private final DepmodProblems problems;
  private final String moduleDirectory;
  private final Map<String, FoundModule> byName = new HashMap<>();

  private OperandModules(DepmodRun run) {
    root = run.root();
    problems = run.problems();
    moduleDirectory = run.request().moduleDirectory();
  }

  /**
   * Takes them one after another until one cannot be taken.
   *
   * @return the modules by name; null when one cannot be taken, which has been told
   */
  static @Nullable Map<String, FoundModule> take(DepmodRun run) {
    OperandModules operands = new OperandModules(run);
    for (String path : run.request().modules()) {
      if (!operands.add(path)) {
        return null;
      }
    }
    return operands.byName;
  }

  private boolean add(String path) {
    if (!path.startsWith("/")) {
      problems.accept(new DepmodProblem.RelativeOperand(path));
      return false;
    }
    Errno reason = whyNot(path);
    if (reason != null) {
      problems.accept(new DepmodProblem.UnusableOperand(path, reason, false));
      return false;
    }
    if (ModuleFacts.isUnsafe(path)) {
      problems.accept(new DepmodProblem.UnsafePath(path));
      return true;
    }
    FoundModule module = FoundModule.of(path, moduleDirectory, null);
    FoundModule known = byName.putIfAbsent(module.name(), module);
    if (known == null) {
      return true;
    }
    problems.accept(new DepmodProblem.NameTaken(module.name(), path, known.path()));
    problems.accept(
        new DepmodProblem.UnusableOperand(path, Errno.EEXIST, known.path().equals(path)));
    return false;
  }

  /** Null when there is such a file. */
  private @Nullable Errno whyNot(String path) {
    try {
      boolean isFolder = root.files().status(root.place(path)).isFolder();
      if (path.endsWith("/") && !isFolder) {
        return Errno.ENOTDIR;
      }
    } catch (IOException e) {
      Errno errno = Errno.of(e);
      return errno == null ? Errno.EIO : errno;
    }
    return ModuleName.ofPath(path).isEmpty() ? Errno.ENOENT : null;
  }
}
