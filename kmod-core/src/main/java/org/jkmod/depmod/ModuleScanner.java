package org.jkmod.depmod;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Takes modules' files as they are found; of several of one name, one counts. */
final class ModuleScanner implements TreeWalk.Visitor {
  private final SearchOrder order;
  private final String moduleDirectory;
  private final Consumer<String> sighted;
  private final Consumer<DepmodProblem> problems;
  private final Map<String, FoundModule> byName = new HashMap<>();

  /**
   * @param sighted is told of every path that is named like a module's, before anything is known of
   *     it
   */
  ModuleScanner(
      SearchOrder order,
      String moduleDirectory,
      Consumer<String> sighted,
      Consumer<DepmodProblem> problems) {
    this.order = order;
    this.moduleDirectory = moduleDirectory;
    this.sighted = sighted;
    this.problems = problems;
  }

  /** The modules by name. */
  Map<String, FoundModule> modules() {
    return byName;
  }

  @Override
  public void sighted(String path) {
    sighted.accept(path);
  }

  /** Adds a file, unless another of its name comes first. */
  @Override
  public void found(String path, @Nullable FileStamp stamp) {
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
