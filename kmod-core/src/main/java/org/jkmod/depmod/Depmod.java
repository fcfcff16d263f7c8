package org.jkmod.depmod;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jkmod.SystemRoot;
import org.jkmod.config.DepmodConfig;
import org.jkmod.port.Decompressor;
import org.jkmod.port.Errno;
import org.jspecify.annotations.Nullable;

/**
 * Makes the indexes of a tree of modules: {@link TreeScan} finds the files, {@link FactsReader} has
 * what matters of each, {@link ModuleGraph} links them, {@link LinkedTree} is what can be written.
 * One may make several runs, one after another or at once.
 */
public final class Depmod {
  /**
   * What to do.
   *
   * @param moduleDirectory the tree, absolute
   * @param release the kernel's release, which the configuration's patterns are compared with
   * @param modules paths to take instead of walking the tree, which must be absolute; empty to walk
   * @param threads how many files are read at once
   * @param output the folder that the files will be written to
   * @param reuse what may be taken from earlier runs
   * @param duplicateAliases whether an alias that a module has twice is told of
   * @param kernel what the kernel gives: symbols that modules need and nothing gives, and those
   *     with another checksum, are told of; null for no such check
   */
  public record Request(
      String moduleDirectory,
      String release,
      List<String> modules,
      DepmodConfig config,
      int threads,
      String output,
      Reuse reuse,
      boolean duplicateAliases,
      @Nullable KernelSymbols kernel) {
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
   * @throws IOException when the tree itself cannot be read
   */
  public DepmodOutcome run(Request request) throws IOException {
    DepmodRun run = DepmodRun.start(root, decompressor, request, listener);
    FactsCache cache = run.keeps() ? FactsCache.read(root, request.moduleDirectory()) : null;
    TreeScan scan =
        !request.modules().isEmpty()
            ? TreeScan.ofOperands(run)
            : cache == null ? TreeScan.readingEarly(run) : TreeScan.of(run);
    if (scan == null) {
      return new DepmodOutcome.Refused();
    }
    listener.phase("scanned");
    // What was complained about until here is complained about in every run.
    int complaints = run.problems().count();
    FactsReader facts = new FactsReader(run, scan, cache);
    facts.readChanged();
    if (facts.areAllAsBefore()) {
      listener.phase("found unchanged");
      return new DepmodOutcome.Unchanged(run);
    }
    ModuleGraph graph = new ModuleGraph(facts.nodes());
    listener.phase("read");
    graph.link(
        (user, symbol, provider) ->
            listener.needs(user.found.path(), symbol, provider.found.path()),
        request.threads());
    if (request.kernel() != null) {
      new SymbolCheck(run, graph, request.kernel()).check();
    }
    List<ModuleNode> left = graph.sort();
    if (!left.isEmpty()) {
      Set<ModuleNode> inCycles = ModuleGraph.inCycles(left);
      ModuleGraph.reportCycles(inCycles, run.problems()::accept);
      int modules = inCycles.size();
      run.problems().accept(new DepmodProblem.Cycles(modules));
      return new DepmodOutcome.Cyclic(modules);
    }
    listener.phase("linked");
    return new LinkedTree(run, graph, complaints);
  }

  /**
   * Whether no module of the tree has changed since modules.dep was written. Only the tree itself
   * is looked at, up to the first module that has: depmod.d has no say. What is broken in that part
   * of it is told of.
   *
   * @param folder the tree, absolute
   * @param threads how many files are looked at once
   * @return false when there is no modules.dep, or no tree
   */
  public boolean isUpToDate(String folder, int threads) throws IOException {
    Errno fault = root.whyNoFolder(folder);
    if (fault != null) {
      listener.accept(new DepmodProblem.UnreadableFolder(folder, fault.text()));
      return false;
    }
    long written;
    try {
      written = FileStamp.of(root, folder + "/modules.dep").modified();
    } catch (NoSuchFileException e) {
      listener.accept(new DepmodProblem.NoDependencies(folder));
      return false;
    }
    NewerModule newer = new NewerModule(written);
    new TreeWalk(root, Set.of(), threads, true, newer, listener).walk(folder);
    return !newer.isThere;
  }

  /** Looks for the first file that is newer. */
  private static final class NewerModule implements TreeWalk.Visitor {
    private final long written;
    private boolean isThere;

    NewerModule(long written) {
      this.written = written;
    }

    @Override
    public void found(String path, @Nullable FileStamp stamp) {
      isThere |= Objects.requireNonNull(stamp).modified() > written;
    }

    @Override
    public boolean isDone() {
      return isThere;
    }
  }
}
