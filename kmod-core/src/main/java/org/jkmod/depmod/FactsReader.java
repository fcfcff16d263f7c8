package org.jkmod.depmod;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jkmod.compression.ContentReader;
import org.jkmod.workers.Workers;
import org.jspecify.annotations.Nullable;

/**
 * The second part of a run: what matters of each module, from an earlier run or from its file, read
 * by several threads.
 */
final class FactsReader {
  private final DepmodRun run;
  private final List<FoundModule> found;
  private final @Nullable FactsCache cache;
  private final @Nullable ModuleFacts[] facts;

  /**
   * @param cache what earlier runs have read; null to read all
   */
  FactsReader(DepmodRun run, TreeScan scan, @Nullable FactsCache cache) {
    this.run = run;
    this.found = scan.modules();
    this.cache = cache;
    this.facts = new ModuleFacts[found.size()];
    for (int i = 0; i < facts.length; i++) {
      facts[i] = scan.read().get(found.get(i).path());
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
        run.request().threads(),
        () -> {
          ContentReader reader = run.reader();
          return i -> facts[changed[i]] = read(changed[i], reader);
        },
        begun -> run.listener().progress(begun, total));
    for (int i = 0; i < count; i++) {
      readAlone(changed[i]);
    }
  }

  /** Null when the file is too large for the reader. */
  private @Nullable ModuleFacts read(int index, ContentReader reader) throws IOException {
    return ModuleFacts.read(run.root(), found.get(index).path(), reader, run.keeps());
  }

  /** Reads a file that was too large to be read beside others. */
  private void readAlone(int index) throws IOException {
    if (facts[index] == null) {
      ContentReader large = new ContentReader(run.decompressor(), ModuleFacts.LARGE_SIZE_LIMIT);
      ModuleFacts read = read(index, large);
      facts[index] =
          read != null
              ? read
              : ModuleFacts.unreadable(
                  "over the limit of " + ModuleFacts.LARGE_SIZE_LIMIT + " bytes");
    }
  }

  /** Whether a run from here on would only write again what is there already. */
  boolean areAllAsBefore() throws IOException {
    if (cache == null
        || run.request().reuse() != Depmod.Reuse.FILES
        || !cache.isCleanFor(run.request().output())
        || !cache.hasExactly(found)) {
      return false;
    }
    for (int i = 0; i < facts.length; i++) {
      ModuleFacts fresh = facts[i];
      boolean isComplete = fresh == null || (fresh.problem() == null && fresh.leftOut().isEmpty());
      if (!isComplete || (fresh != null && !cache.isSame(found.get(i), fresh))) {
        return false;
      }
    }
    return run.inputs().areUnchanged(run.request(), cache.contents());
  }

  /** The nodes of all; what is wrong with a file is told. */
  List<ModuleNode> nodes() throws IOException {
    Workers.<IOException>run(
        facts.length,
        run.request().threads(),
        () -> {
          ContentReader reader = run.reader();
          return i -> {
            if (facts[i] == null) {
              ModuleFacts known = cache == null ? null : cache.facts(found.get(i));
              facts[i] = known == null ? read(i, reader) : known;
            }
          };
        },
        begun -> {});
    List<ModuleNode> nodes = new ArrayList<>(found.size());
    for (int i = 0; i < facts.length; i++) {
      readAlone(i);
      ModuleFacts known = Objects.requireNonNull(facts[i]);
      String path = found.get(i).path();
      ModuleFacts.Problem problem = known.problem();
      if (problem != null) {
        run.problems().accept(new DepmodProblem.BadModule(path, problem.errno(), problem.reason()));
      }
      for (ModuleFacts.Unsafe text : known.leftOut()) {
        run.problems().accept(new DepmodProblem.UnsafeText(path, text.field(), text.text()));
      }
      nodes.add(new ModuleNode(found.get(i), known, i));
    }
    return nodes;
  }
}
