package org.jkmod.depmod;

import java.io.IOException;
import java.util.List;
import org.jkmod.ModuleFile;
import org.jkmod.elf.SymbolUse;
import org.jkmod.elf.SymbolVersion;
import org.jspecify.annotations.Nullable;

/**
 * Tells of the symbols that modules need and neither other modules nor the kernel give, and of
 * those that have another checksum.
 */
record SymbolCheck(DepmodRun run, ModuleGraph graph, KernelSymbols kernel) {
  void check() throws IOException {
    if (kernel.hasChecksums()) {
      addModulesChecksums();
    }
    for (ModuleNode node : graph.nodes()) {
      if (node.facts.problem() == null) {
        check(node);
      }
    }
  }

  private void addModulesChecksums() throws IOException {
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

  private void check(ModuleNode node) throws IOException {
    String path = node.found.path();
    List<SymbolUse> needs;
    try (ModuleFile file = open(path)) {
      needs = file.needs();
    }
    for (SymbolUse symbol : needs) {
      String name = symbol.name();
      if (symbol.isWeak()) {
        continue;
      }
      if (graph.exporters().get(name) == null && !kernel.has(name)) {
        run.problems().accept(new DepmodProblem.UnknownSymbol(path, name, passedOver(name)));
      } else if (kernel.disagrees(name, symbol.crc())) {
        run.problems().accept(new DepmodProblem.VersionMismatch(path, name));
      }
    }
  }

  private ModuleFile open(String path) throws IOException {
    return ModuleFile.open(run.root(), path, run.decompressor());
  }

  /** The file of two of one name that gives the symbol and does not count; null for none. */
  private DepmodProblem.@Nullable Duplicate passedOver(String symbol) {
    for (DepmodProblem.Duplicate duplicate : run.problems().duplicates()) {
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
}
