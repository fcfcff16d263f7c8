package org.jkmod.depmod;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jkmod.ModuleFile;
import org.jkmod.SystemRoot;
import org.jkmod.compression.ContentReader;
import org.jkmod.config.DepmodConfig;
import org.jkmod.elf.SymbolVersion;
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
   * @param output the folder that the files will be written to
   * @param reuse what may be taken from earlier runs
   * @param duplicateAliases whether an alias that a module has twice is told of
   */
  public record Request(
      String moduleDirectory,
      String release,
      List<String> modules,
      DepmodConfig config,
      int threads,
      String output,
      Reuse reuse,
      boolean duplicateAliases) {
    public Request {
      modules = List.copyOf(modules);
    }
  }

  /** What a run may take from those before it; what comes out is the same (docs/adr/0005). */
  public enum Reuse {
    /** Nothing, and nothing is kept either. */
    NOTHING,
    /** What was read from modules that have not changed. */
    FACTS,
    /** Also the files that were written, where all is as it was. */
    FILES
  }

  /**
   * Tells of the symbols that modules need and neither other modules nor the kernel give, and of
   * those that have another checksum.
   *
   * @throws IOException when a module cannot be read
   */
  public void checkSymbols(Result result, KernelSymbols kernel) throws IOException {
    ModuleGraph graph = Objects.requireNonNull(result.graph);
    if (kernel.hasChecksums()) {
      for (ModuleNode node : graph.nodes()) {
        if (node.facts.problem() == null) {
          try (ModuleFile file = open(node.found.path())) {
            for (SymbolVersion symbol : file.exports()) {
              kernel.add(symbol.name(), symbol.crc());
            }
          }
        }
      }
    }
    for (ModuleNode node : graph.nodes()) {
      if (node.facts.problem() != null) {
        continue;
      }
      String path = node.found.path();
      List<SymbolVersion> needs;
      try (ModuleFile file = open(path)) {
        needs = file.needs();
      }
      for (SymbolVersion symbol : needs) {
        String name = symbol.name();
        if (graph.exporters().get(name) == null && !kernel.has(name)) {
          if (!node.facts.needs().isWeak(name)) {
            complain(new DepmodProblem.UnknownSymbol(path, name, passedOver(name)));
          }
        } else if (kernel.disagrees(name, symbol.crc())) {
          complain(new DepmodProblem.VersionMismatch(path, name));
        }
      }
    }
  }

  private ModuleFile open(String path) throws IOException {
    return ModuleFile.open(root.locate(path), decompressor);
  }

  /** The file of two of one name that gives the symbol and does not count; null for none. */
  private DepmodProblem.@Nullable Duplicate passedOver(String symbol) {
    for (DepmodProblem.Duplicate duplicate : duplicates) {
      try (ModuleFile file = open(duplicate.dropped())) {
        for (SymbolVersion export : file.exports()) {
          if (export.name().equals(symbol)) {
            return duplicate;
          }
        }
      } catch (IOException e) {
        // It gives nothing then; that it cannot be read is no trouble of this run's.
      }
    }
    return null;
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
    for (FoundModule module : scan(request, null)) {
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

    /** So many of the modules' files have been read, or have begun to be. */
    default void progress(int files, int total) {}
  }

  private final SystemRoot root;
  private final Decompressor decompressor;
  private final Listener listener;
  private final Inputs inputs;
  private final List<DepmodProblem.Duplicate> duplicates = new ArrayList<>();
  private int complaints;

  /**
   * @param decompressor used for compressed modules where it can be
   */
  public Depmod(SystemRoot root, Decompressor decompressor, Listener listener) {
    this.root = root;
    this.decompressor = decompressor;
    this.listener = listener;
    this.inputs = new Inputs(root);
  }

  private void complain(DepmodProblem problem) {
    complaints++;
    if (problem instanceof DepmodProblem.Duplicate duplicate) {
      duplicates.add(duplicate);
    }
    listener.accept(problem);
  }

  /**
   * Scans, reads and links.
   *
   * @return what can be written, null when modules depend on each other in circles; the listener
   *     has been told
   * @throws IOException when the tree itself cannot be read
   */
  public @Nullable Result run(Request request) throws IOException {
    long started = System.currentTimeMillis() * 1_000_000;
    FactsCache cache = cache(request);
    EarlyReader early =
        cache == null && request.threads() > 1 && request.modules().isEmpty()
            ? EarlyReader.start(root, decompressor, keeps(request))
            : null;
    List<FoundModule> found;
    Map<String, ModuleFacts> known = Map.of();
    try {
      found = scan(request, early);
    } finally {
      if (early != null) {
        known = early.stop();
      }
    }
    listener.phase("scanned");
    // What was complained about until here is complained about in every run.
    complaints = 0;
    Facts facts = new Facts(request, found, cache, known);
    facts.readChanged();
    if (facts.areAllAsBefore()) {
      listener.phase("found unchanged");
      return new Result(request, null, started);
    }
    List<ModuleNode> nodes = facts.nodes();
    listener.phase("read");
    ModuleGraph graph = new ModuleGraph(nodes);
    graph.link(
        (user, symbol, provider) ->
            listener.needs(user.found.path(), symbol, provider.found.path()),
        request.threads());
    List<ModuleNode> left = graph.sort();
    if (!left.isEmpty()) {
      ModuleGraph.reportCycles(left, this::complain);
      complain(new DepmodProblem.Cycles(ModuleGraph.countInCycles(left)));
      return null;
    }
    listener.phase("linked");
    return new Result(request, graph, started);
  }

  /** What earlier runs have read; null to read all. */
  private @Nullable FactsCache cache(Request request) {
    return keeps(request) ? FactsCache.read(root, request.moduleDirectory()) : null;
  }

  /** Whether what is read is kept for the next run. */
  private static boolean keeps(Request request) {
    return request.reuse() != Reuse.NOTHING && request.modules().isEmpty();
  }

  /**
   * @param early is told of modules as they are seen; it then has a thread to itself
   */
  private List<FoundModule> scan(Request request, @Nullable EarlyReader early) throws IOException {
    String folder = request.moduleDirectory();
    SearchOrder order = new SearchOrder(root, request.config(), folder, request.release());
    ModuleScanner scanner =
        new ModuleScanner(
            root,
            request.config(),
            order,
            folder,
            early == null ? request.threads() : request.threads() - 1,
            keeps(request),
            early == null ? path -> {} : early::sighted,
            this::complain);
    if (request.modules().isEmpty()) {
      scanner.walk(folder);
      for (DepmodConfig.External external : request.config().externals().reversed()) {
        if (external.appliesTo(request.release())) {
          String path = root.absolute(external.folder());
          if (Files.isDirectory(root.locate(path))) {
            scanner.walk(path);
          } else {
            complain(
                new DepmodProblem.UnreadableFolder(external.folder(), "No such file or directory"));
          }
        }
      }
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
    for (String line : inputs.order(folder, this::complain)) {
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

  /** What is known of the modules that were found, from before and from their files. */
  private final class Facts {
    private final Request request;
    private final List<FoundModule> found;
    private final @Nullable FactsCache cache;
    private final @Nullable ModuleFacts[] facts;

    /**
     * @param known what has been read already, by path
     */
    Facts(
        Request request,
        List<FoundModule> found,
        @Nullable FactsCache cache,
        Map<String, ModuleFacts> known) {
      this.request = request;
      this.found = found;
      this.cache = cache;
      this.facts = new ModuleFacts[found.size()];
      for (int i = 0; i < facts.length; i++) {
        facts[i] = known.get(found.get(i).path());
      }
    }

    /** Reads the files that have changed. */
    void readChanged() throws IOException {
      int[] changed = new int[facts.length];
      int count = 0;
      for (int i = 0; i < facts.length; i++) {
        if (facts[i] == null && (cache == null || !cache.isUnchanged(found.get(i)))) {
          changed[count++] = i;
        }
      }
      int total = count;
      Workers.<IOException>run(
          count,
          request.threads(),
          () -> {
            ContentReader reader = new ContentReader(decompressor, ModuleFacts.SIZE_LIMIT);
            return i ->
                facts[changed[i]] =
                    ModuleFacts.read(
                        root.locate(found.get(changed[i]).path()), reader, keeps(request));
          },
          begun -> listener.progress(begun, total));
      for (int i = 0; i < count; i++) {
        readAlone(changed[i]);
      }
    }

    /** Reads a file that was too large to be read beside others. */
    private void readAlone(int index) throws IOException {
      if (facts[index] != null) {
        return;
      }
      ModuleFacts read =
          ModuleFacts.read(
              root.locate(found.get(index).path()),
              new ContentReader(decompressor, ModuleFacts.LARGE_SIZE_LIMIT),
              keeps(request));
      facts[index] =
          read != null
              ? read
              : ModuleFacts.unreadable(
                  "over the limit of " + ModuleFacts.LARGE_SIZE_LIMIT + " bytes");
    }

    /** Whether a run from here on would only write again what is there already. */
    boolean areAllAsBefore() throws IOException {
      if (cache == null
          || request.reuse() != Reuse.FILES
          || !cache.isCleanFor(request.output())
          || !cache.hasExactly(found)) {
        return false;
      }
      for (int i = 0; i < facts.length; i++) {
        ModuleFacts fresh = facts[i];
        boolean isComplete =
            fresh == null || (fresh.problem() == null && fresh.leftOut().isEmpty());
        if (!isComplete || (fresh != null && !cache.isSame(found.get(i), fresh))) {
          return false;
        }
      }
      return inputs.areUnchanged(request, cache.contents());
    }

    /** The nodes of all; what is wrong with a file is told. */
    List<ModuleNode> nodes() throws IOException {
      Workers.<IOException>run(
          facts.length,
          request.threads(),
          () -> {
            ContentReader reader = new ContentReader(decompressor, ModuleFacts.SIZE_LIMIT);
            return i -> {
              if (facts[i] == null) {
                ModuleFacts known = cache == null ? null : cache.facts(found.get(i));
                facts[i] =
                    known == null
                        ? ModuleFacts.read(root.locate(found.get(i).path()), reader, keeps(request))
                        : known;
              }
            };
          },
          begun -> {});
      for (int i = 0; i < facts.length; i++) {
        readAlone(i);
      }
      List<ModuleNode> nodes = new ArrayList<>(found.size());
      for (int i = 0; i < facts.length; i++) {
        ModuleFacts known = Objects.requireNonNull(facts[i]);
        String problem = known.problem();
        if (problem != null) {
          complain(new DepmodProblem.BadModule(found.get(i).path(), problem));
        }
        for (ModuleFacts.Unsafe text : known.leftOut()) {
          complain(new DepmodProblem.UnsafeText(found.get(i).path(), text.field(), text.text()));
        }
        nodes.add(new ModuleNode(found.get(i), known, i));
      }
      return nodes;
    }
  }

  /**
   * A module of the linked tree.
   *
   * @param path of its file, absolute
   * @param dependencies the names of the modules whose symbols it uses, those only
   * @param exports how many symbols it gives
   */
  public record LinkedModule(String name, String path, List<String> dependencies, int exports) {
    public LinkedModule {
      dependencies = List.copyOf(dependencies);
    }
  }

  /** The linked tree, ready to be written. */
  public final class Result {
    private final Request request;
    private final @Nullable ModuleGraph graph;
    private final long started;

    /**
     * @param graph null when all files are as this run would write them
     */
    private Result(Request request, @Nullable ModuleGraph graph, long started) {
      this.request = request;
      this.graph = graph;
      this.started = started;
    }

    /**
     * The modules in the order of modules.order.
     *
     * @return none when all files are as this run would write them
     */
    public List<LinkedModule> modules() {
      List<LinkedModule> modules = new ArrayList<>();
      if (graph != null) {
        for (ModuleNode node : graph.nodes()) {
          List<String> names = node.dependencies.stream().map(other -> other.found.name()).toList();
          modules.add(
              new LinkedModule(
                  node.found.name(), node.found.path(), names, node.facts.exports().size()));
        }
      }
      return modules;
    }

    /**
     * Puts the files into the output folder, which must exist. All of them are complete and on the
     * disk before the first takes the place of an old one; what fails before that leaves the old
     * ones as they were.
     *
     * @param process the number of this process, which unfinished files are named by; those of
     *     processes that are no more go
     * @param time unique to this run of the process
     */
    public void write(long process, long time) throws IOException {
      Path folder = root.locate(request.output());
      String suffix = IndexPublisher.suffix(process, time);
      IndexPublisher publisher = new IndexPublisher(folder, suffix, request.threads());
      publisher.removeLeftovers(other -> Files.exists(root.locate("/proc/" + other)));
      if (graph == null) {
        // As if they had been written: depmod -A looks at the time.
        FileTime now = FileTime.fromMillis(System.currentTimeMillis());
        Files.getFileAttributeView(
                folder.resolve("modules.dep"),
                BasicFileAttributeView.class,
                LinkOption.NOFOLLOW_LINKS)
            .setTimes(now, null, null);
        return;
      }
      Map<String, Long> contents = publisher.publish(files(graph), Depmod.this::complain);
      if (keeps(request)) {
        contents.putAll(inputs.fingerprints());
        keep(graph, contents, suffix);
      }
    }

    private void keep(ModuleGraph written, Map<String, Long> contents, String suffix) {
      try {
        CacheRecorder.write(
            root,
            request.moduleDirectory(),
            request.output(),
            complaints == 0,
            contents,
            written.nodes(),
            started,
            suffix);
      } catch (IOException e) {
        // The next run takes longer; nothing else is lost.
        listener.phase("nothing kept: " + e.getMessage());
      }
    }

    /** Writes the text files one after another, each as it would be in its file. */
    public void print(OutputStream out) throws IOException {
      BufferedOutputStream buffered = new BufferedOutputStream(out);
      ModuleGraph linked = Objects.requireNonNull(graph);
      for (Map.Entry<String, IndexFiles.Content> file : files(linked).entrySet()) {
        if (!file.getKey().endsWith(".bin")) {
          file.getValue().writeTo(buffered, Depmod.this::complain);
        }
      }
      buffered.flush();
    }

    private Map<String, IndexFiles.Content> files(ModuleGraph linked) {
      return new IndexFiles(linked, inputs, request).files();
    }
  }
}
