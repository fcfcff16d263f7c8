package org.jkmod.depmod;

import java.io.BufferedOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jkmod.ModuleName;
import org.jkmod.SystemRoot;
import org.jkmod.config.DepmodConfig;
import org.jkmod.elf.SymbolVersion;
import org.jkmod.modinfo.BuiltinModules;
import org.jkmod.port.Decompressor;
import org.jspecify.annotations.Nullable;

/** Makes the indexes of a tree of modules: scan, read, link, write. */
public final class Depmod {
  /** Buckets of kmod's table of modules. */
  private static final int MODULE_BUCKETS = 512;

  /**
   * What to do.
   *
   * @param moduleDirectory the tree, absolute
   * @param release the kernel's release, which the configuration's patterns are compared with
   * @param modules paths to take instead of walking the tree; empty to walk
   * @param threads how many files are read at once
   */
  public record Request(
      String moduleDirectory,
      String release,
      List<String> modules,
      DepmodConfig config,
      int threads) {
    public Request {
      modules = List.copyOf(modules);
    }
  }

  /**
   * Tells of the symbols that modules need and neither other modules nor the kernel give, and of
   * those that have another checksum.
   *
   * @throws IOException when a module cannot be read
   */
  public void checkSymbols(Result result, KernelSymbols kernel) throws IOException {
    if (kernel.hasChecksums()) {
      for (ModuleNode node : result.graph.nodes()) {
        if (node.facts.problem() == null) {
          for (SymbolVersion symbol :
              ModuleFacts.exports(root.locate(node.found.path()), decompressor)) {
            kernel.add(symbol.name(), symbol.crc());
          }
        }
      }
    }
    for (ModuleNode node : result.graph.nodes()) {
      if (node.facts.problem() != null) {
        continue;
      }
      String path = node.found.path();
      for (SymbolVersion symbol : ModuleFacts.dependencies(root.locate(path), decompressor)) {
        if (result.graph.exporters().get(symbol.name()) == null && !kernel.has(symbol.name())) {
          listener.accept(new DepmodProblem.UnknownSymbol(path, symbol.name()));
        } else if (kernel.disagrees(symbol.name(), symbol.crc())) {
          listener.accept(new DepmodProblem.VersionMismatch(path, symbol.name()));
        }
      }
    }
  }

  /**
   * Whether no module of the tree has changed since modules.dep was written.
   *
   * @return false when there is no modules.dep
   */
  public boolean isUpToDate(Request request) throws IOException {
    FileTime written;
    try {
      written = Files.getLastModifiedTime(root.locate(request.moduleDirectory() + "/modules.dep"));
    } catch (NoSuchFileException e) {
      listener.accept(new DepmodProblem.NoDependencies(request.moduleDirectory()));
      return false;
    }
    for (FoundModule module : scan(request)) {
      if (Files.getLastModifiedTime(root.locate(module.path())).compareTo(written) > 0) {
        return false;
      }
    }
    return true;
  }

  /** Told what happens on the way, on the caller's thread. */
  public interface Listener extends Consumer<DepmodProblem> {
    /** A module needs another for that symbol, the first that says so; paths are absolute. */
    void needs(String modulePath, String symbol, String providerPath);

    /** A part of the work is done. */
    default void phase(String done) {}
  }

  private final SystemRoot root;
  private final Decompressor decompressor;
  private final Listener listener;

  /**
   * @param decompressor used for compressed modules where it can be
   */
  public Depmod(SystemRoot root, Decompressor decompressor, Listener listener) {
    this.root = root;
    this.decompressor = decompressor;
    this.listener = listener;
  }

  /**
   * Scans, reads and links.
   *
   * @return what can be written, null when modules depend on each other in circles; the listener
   *     has been told
   * @throws IOException when the tree itself cannot be read
   */
  public @Nullable Result run(Request request) throws IOException {
    List<FoundModule> found = scan(request);
    listener.phase("scanned");
    List<ModuleNode> nodes = read(found, request.threads());
    listener.phase("read");
    ModuleGraph graph = new ModuleGraph(nodes);
    graph.link(
        new ModuleGraph.LinkListener() {
          @Override
          public void linked(ModuleNode user, String symbol, ModuleNode provider) {
            listener.needs(user.found.path(), symbol, provider.found.path());
          }

          @Override
          public void unresolved(ModuleNode user, NeededSymbols.Cursor symbol) {
            // Without the kernel's own symbols nobody can tell what is missing.
          }
        });
    List<ModuleNode> left = graph.sort();
    if (!left.isEmpty()) {
      ModuleGraph.reportCycles(left, names -> listener.accept(new DepmodProblem.Cycle(names)));
      listener.accept(new DepmodProblem.Cycles(left.size()));
      return null;
    }
    listener.phase("linked");
    return new Result(root, graph, request.moduleDirectory(), request.threads(), listener);
  }

  private List<FoundModule> scan(Request request) throws IOException {
    String folder = request.moduleDirectory();
    SearchOrder order = new SearchOrder(request.config(), folder, request.release());
    ModuleScanner scanner = new ModuleScanner(root, request.config(), order, folder, listener);
    if (request.modules().isEmpty()) {
      for (DepmodConfig.External external : request.config().externals()) {
        if (external.appliesTo(request.release())
            && Files.isDirectory(root.locate(external.folder()))) {
          scanner.walk(external.folder());
        }
      }
      scanner.walk(folder);
    } else {
      for (String module : request.modules()) {
        scanner.add(root.absolute(module));
      }
    }
    return sorted(scanner.modules(), folder);
  }

  /**
   * Those that modules.order names come first and as it has them, the others as kmod's table gives
   * them out.
   */
  private List<FoundModule> sorted(Map<String, FoundModule> modules, String folder)
      throws IOException {
    Map<String, Integer> places = new HashMap<>();
    List<String> lines = lines(folder, "modules.order");
    if (lines != null) {
      for (String line : lines) {
        places.putIfAbsent(withoutSuffix(line), places.size());
      }
    }
    @Nullable FoundModule[] ordered = new FoundModule[places.size()];
    List<String> unordered = new ArrayList<>();
    for (FoundModule module : modules.values()) {
      Integer place = places.get(withoutSuffix(module.listed()));
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

  /** modules.order names .ko files, whatever they have been compressed to since. */
  private static String withoutSuffix(String path) {
    int at = path.lastIndexOf(".ko");
    return at < 0 ? path : path.substring(0, at + 3);
  }

  private @Nullable List<String> lines(String folder, String file) throws IOException {
    return lines(root, listener, folder, file);
  }

  private static @Nullable List<String> lines(
      SystemRoot root, Consumer<DepmodProblem> problems, String folder, String file)
      throws IOException {
    String text = text(root, problems, folder, file);
    if (text == null) {
      return null;
    }
    List<String> lines = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      if (!line.isEmpty()) {
        lines.add(line);
      }
    }
    return lines;
  }

  private static @Nullable String text(
      SystemRoot root, Consumer<DepmodProblem> problems, String folder, String file)
      throws IOException {
    try {
      return root.read(folder + "/" + file);
    } catch (NoSuchFileException | FileNotFoundException e) {
      problems.accept(new DepmodProblem.MissingInput(file, folder, "No such file or directory"));
      return null;
    }
  }

  private List<ModuleNode> read(List<FoundModule> found, int threads) throws IOException {
    ModuleFacts[] facts = new ModuleFacts[found.size()];
    Workers.run(
        facts.length,
        threads,
        i -> facts[i] = ModuleFacts.read(root.locate(found.get(i).path()), decompressor));
    List<ModuleNode> nodes = new ArrayList<>(found.size());
    for (int i = 0; i < facts.length; i++) {
      String problem = facts[i].problem();
      if (problem != null) {
        listener.accept(new DepmodProblem.BadModule(found.get(i).path(), problem));
      }
      nodes.add(new ModuleNode(found.get(i), facts[i], i));
    }
    return nodes;
  }

  /** The linked tree, ready to be written. */
  public static final class Result {
    private final SystemRoot root;
    private final ModuleGraph graph;
    private final String moduleDirectory;
    private final int threads;
    private final Consumer<DepmodProblem> problems;

    Result(
        SystemRoot root,
        ModuleGraph graph,
        String moduleDirectory,
        int threads,
        Consumer<DepmodProblem> problems) {
      this.threads = threads;
      this.root = root;
      this.graph = graph;
      this.moduleDirectory = moduleDirectory;
      this.problems = problems;
    }

    /**
     * Puts the files into a folder, which must exist. All of them are complete and on the disk
     * before the first takes the place of an old one; what fails before that leaves the old ones as
     * they were.
     *
     * @param process the number of this process, which unfinished files are named by; those of
     *     processes that are no more go
     * @param time unique to this run of the process
     */
    public void write(String folder, long process, long time) throws IOException {
      IndexPublisher publisher =
          new IndexPublisher(root.locate(folder), IndexPublisher.suffix(process, time), threads);
      publisher.removeLeftovers(other -> Files.exists(root.locate("/proc/" + other)));
      publisher.publish(files(true).files());
    }

    /** Writes the text files one after another, each as it would be in its file. */
    public void print(OutputStream out) throws IOException {
      BufferedOutputStream buffered = new BufferedOutputStream(out);
      for (Map.Entry<String, IndexFiles.Content> file : files(false).files().entrySet()) {
        if (!file.getKey().endsWith(".bin")) {
          file.getValue().writeTo(buffered);
        }
      }
      buffered.flush();
    }

    /**
     * @param builtins whether what is built in is wanted too, which only .bin files are about
     */
    private IndexFiles files(boolean builtins) throws IOException {
      if (!builtins) {
        return new IndexFiles(graph, null, null, problems);
      }
      List<String> lines = lines(root, problems, moduleDirectory, "modules.builtin");
      List<String> names = lines == null ? null : lines.stream().map(ModuleName::ofPath).toList();
      String info = text(root, problems, moduleDirectory, "modules.builtin.modinfo");
      return new IndexFiles(
          graph, names, info == null ? null : BuiltinModules.parse(info), problems);
    }
  }
}
