package org.jkmod.depmod;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jkmod.compression.ContentReader;
import org.jkmod.config.DepmodConfig;
import org.jkmod.port.Errno;
import org.jspecify.annotations.Nullable;

/**
 * The first part of a run: finds the modules' files and puts them in the order in which they count.
 *
 * @param modules in that order
 * @param read what was read of them on the way, by path
 */
record TreeScan(List<FoundModule> modules, Map<String, ModuleFacts> read) {
  /** Buckets of kmod's table of modules. */
  private static final int MODULE_BUCKETS = 512;

  /** Finds the modules only. */
  static TreeScan of(DepmodRun run) throws IOException {
    return new TreeScan(sorted(run, scan(run, null)), Map.of());
  }

  /**
   * Takes the files that were asked for.
   *
   * @return null when one of them cannot be taken, which has been told
   */
  static @Nullable TreeScan ofOperands(DepmodRun run) throws IOException {
    Map<String, FoundModule> modules = OperandModules.take(run);
    if (modules == null) {
      return null;
    }
    String folder = run.request().moduleDirectory();
    if (run.root().isFolder(folder)) {
      return new TreeScan(sorted(run, modules), Map.of());
    }
    run.problems().accept(new DepmodProblem.MissingFolder(folder, Errno.ENOENT.text()));
    return new TreeScan(sorted(List.of(), modules), Map.of());
  }

  /** Finds the modules; another thread reads them meanwhile, where there is one. */
  static TreeScan readingEarly(DepmodRun run) throws IOException {
    Depmod.Request request = run.request();
    ContentReader reader = run.reader();
    EarlyReader early =
        request.threads() > 1 ? EarlyReader.start(run.root(), reader, run.keeps()) : null;
    if (early == null) {
      return of(run);
    }
    List<FoundModule> found;
    Map<String, ModuleFacts> read;
    try {
      found = sorted(run, scan(run, early));
    } finally {
      read = early.stop();
    }
    run.spareReaders().add(reader);
    return new TreeScan(found, read);
  }

  /**
   * @param early is told of modules as they are seen; it then has a thread to itself
   */
  private static Map<String, FoundModule> scan(DepmodRun run, @Nullable EarlyReader early)
      throws IOException {
    Depmod.Request request = run.request();
    DepmodConfig config = request.config();
    String folder = request.moduleDirectory();
    ModuleScanner scanner =
        new ModuleScanner(
            new SearchOrder(run.root(), config, folder, request.release()),
            folder,
            early == null ? path -> {} : early::sighted,
            run.problems());
    TreeWalk walk =
        new TreeWalk(
            run.root(),
            config.excluded(),
            early == null ? request.threads() : request.threads() - 1,
            run.keeps(),
            scanner,
            run.problems());
    walk.walk(folder);
    for (DepmodConfig.External external : config.externals().reversed()) {
      if (external.appliesTo(request.release())) {
        String path = run.root().absolute(external.folder());
        Errno fault = run.root().whyNoFolder(path);
        if (fault == null) {
          walk.walk(path);
        } else {
          run.problems()
              .accept(new DepmodProblem.UnreadableFolder(external.folder(), fault.text()));
        }
      }
    }
    return scanner.modules();
  }

  private static List<FoundModule> sorted(DepmodRun run, Map<String, FoundModule> modules)
      throws IOException {
    return sorted(run.inputs().order(run.request().moduleDirectory(), run.problems()), modules);
  }

  /**
   * Those that modules.order names come first and as it has them, the others as kmod's table gives
   * them out.
   */
  private static List<FoundModule> sorted(List<String> order, Map<String, FoundModule> modules) {
    Map<String, Integer> places = new HashMap<>();
    for (String line : order) {
      places.putIfAbsent(line, places.size());
    }
    @Nullable FoundModule[] ordered = new FoundModule[places.size()];
    List<String> unordered = new ArrayList<>();
    for (FoundModule module : modules.values()) {
      String line = inOrder(module.listed());
      Integer place = line == null ? null : places.get(line);
      if (place == null || ordered[place] != null) {
        unordered.add(module.name());
      } else {
        ordered[place] = module;
      }
    }
    List<FoundModule> sorted = new ArrayList<>(modules.size());
    for (FoundModule module : ordered) {
      if (module != null) {
        sorted.add(module);
      }
    }
    for (String name : KmodHash.sorted(unordered, MODULE_BUCKETS)) {
      sorted.add(Objects.requireNonNull(modules.get(name)));
    }
    return sorted;
  }

  /**
   * The line of modules.order that a file is found by: that of a .ko file, whatever it has been
   * compressed to since.
   *
   * @return null when there is none, as for a name with another dot
   */
  private static @Nullable String inOrder(String path) {
    int dot = path.indexOf('.', path.lastIndexOf('/') + 1);
    return dot >= 0 && path.startsWith(".ko", dot) ? path.substring(0, dot) + ".ko" : null;
  }
}
