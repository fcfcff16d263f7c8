package org.jkmod.depmod;

import java.io.IOException;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jkmod.AliasKey;
import org.jkmod.ModuleName;
import org.jkmod.index.IndexBuilder;
import org.jkmod.modinfo.BuiltinModules;
import org.jkmod.workers.Workers;
import org.jspecify.annotations.Nullable;

/**
 * The contents of the files that depmod leaves, by name and in the order in which it writes them.
 * Each is made only when it is written, so that several can be made at once.
 */
final class IndexFiles {
  /** Buckets of kmod's table of symbols. */
  private static final int SYMBOL_BUCKETS = 2048;

  /** One file. */
  interface Content {
    /**
     * Writes the file's bytes.
     *
     * @param problems told what of the modules does not fit into it
     */
    void writeTo(OutputStream out, Consumer<DepmodProblem> problems) throws IOException;
  }

  private final ModuleGraph graph;
  private final Inputs inputs;
  private final String folder;
  private final boolean duplicates;
  private final String[] dependencies;

  /** In kmod's order, which is also the one in which it complains. */
  private final List<String> symbols;

  private final Map<String, Content> files = new LinkedHashMap<>();

  /**
   * @param inputs what tells of the modules that are built in, read when it is needed
   */
  IndexFiles(ModuleGraph graph, Inputs inputs, Depmod.Request request) {
    this.graph = graph;
    this.inputs = inputs;
    this.folder = request.moduleDirectory();
    this.duplicates = request.duplicateAliases();
    List<ModuleNode> nodes = graph.nodes();
    dependencies = new String[nodes.size()];
    Workers.run(nodes.size(), request.threads(), i -> dependencies[i] = dependencies(nodes.get(i)));
    symbols = KmodHash.sorted(graph.exporters().names(), SYMBOL_BUCKETS);
    files.put("modules.dep", text(this::dependencies));
    files.put("modules.dep.bin", index(this::dependencyIndex));
    files.put("modules.alias", text(this::aliases));
    files.put("modules.alias.bin", index(this::aliasIndex));
    files.put("modules.softdep", text(this::softdeps));
    files.put("modules.weakdep", text(this::weakdeps));
    files.put("modules.symbols", text(this::symbols));
    files.put("modules.symbols.bin", index(this::symbolIndex));
    files.put("modules.builtin.bin", this::writeBuiltins);
    files.put("modules.builtin.alias.bin", this::writeBuiltinAliases);
    files.put("modules.devname", this::writeDevnames);
  }

  /** Name to content. */
  Map<String, Content> files() {
    return files;
  }

  private interface Text {
    void writeTo(TextWriter out) throws IOException;
  }

  private static Content text(Text text) {
    return (out, problems) -> {
      TextWriter writer = new TextWriter(out);
      text.writeTo(writer);
      writer.flush();
    };
  }

  /** An index that is being filled; a key that it cannot hold is told of and left out. */
  private record Index(IndexBuilder builder, Consumer<DepmodProblem> problems) {
    void add(String key, String value, int priority) {
      if (key.length() > IndexBuilder.MAX_KEY) {
        problems.accept(new DepmodProblem.LongKey(key, value));
        return;
      }
      try {
        builder.add(key, value, priority);
      } catch (IllegalArgumentException e) {
        problems.accept(new DepmodProblem.BadKey(key));
      }
    }

    /** Returns the alias as the index has it, null when it cannot be one. */
    @Nullable String addAlias(String alias, String module, int priority) {
      AliasKey key = AliasKey.of(alias);
      if (key == null) {
        problems.accept(new DepmodProblem.BadAlias(module, alias));
        return null;
      }
      add(key.text(), module, priority);
      return key.text();
    }
  }

  private static Content index(Consumer<Index> filled) {
    return (out, problems) -> {
      IndexBuilder builder = new IndexBuilder();
      filled.accept(new Index(builder, problems));
      builder.write(out);
    };
  }

  /** A module's line of modules.dep. */
  private static String dependencies(ModuleNode node) {
    StringBuilder line = new StringBuilder(node.found.listed()).append(':');
    for (ModuleNode dependency : ModuleGraph.allDependencies(node)) {
      line.append(' ').append(dependency.found.listed());
    }
    return line.toString();
  }

  private void dependencies(TextWriter out) throws IOException {
    for (String line : dependencies) {
      out.add(line).add("\n");
    }
  }

  private void dependencyIndex(Index index) {
    for (ModuleNode node : graph.nodes()) {
      index.add(node.found.name(), dependencies[node.index], node.index);
    }
  }

  private void aliases(TextWriter out) throws IOException {
    out.add("# Aliases extracted from modules themselves.\n");
    for (ModuleNode node : graph.nodes()) {
      for (String alias : node.facts.aliases()) {
        out.add("alias ").add(alias).add(" ").add(node.found.name()).add("\n");
      }
    }
  }

  private void aliasIndex(Index index) {
    for (ModuleNode node : graph.nodes()) {
      String name = node.found.name();
      // Several modules may well share an alias; one that has it twice is told of.
      Set<String> known = new HashSet<>();
      for (String alias : node.facts.aliases()) {
        String added = index.addAlias(alias, name, node.index);
        if (duplicates && added != null && !known.add(added)) {
          index.problems.accept(new DepmodProblem.DuplicateAlias(added, name));
        }
      }
    }
  }

  private void softdeps(TextWriter out) throws IOException {
    out.add("# Soft dependencies extracted from modules themselves.\n");
    for (ModuleNode node : graph.nodes()) {
      for (String value : node.facts.softdeps()) {
        out.add("softdep ").add(node.found.name()).add(" ").add(value).add("\n");
      }
    }
  }

  private void weakdeps(TextWriter out) throws IOException {
    out.add("# Weak dependencies extracted from modules themselves.\n");
    for (ModuleNode node : graph.nodes()) {
      for (String value : node.facts.weakdeps()) {
        out.add("weakdep ").add(node.found.name()).add(" ").add(value).add("\n");
      }
    }
  }

  private ModuleNode exporter(String symbol) {
    return Objects.requireNonNull(graph.exporters().get(symbol));
  }

  private void symbols(TextWriter out) throws IOException {
    out.add("# Aliases for symbols, used by symbol_request().\n");
    for (String symbol : symbols) {
      out.add("alias symbol:").add(symbol).add(" ");
      out.add(exporter(symbol).found.name()).add("\n");
    }
  }

  private void symbolIndex(Index index) {
    for (String symbol : symbols) {
      ModuleNode node = exporter(symbol);
      index.add("symbol:" + symbol, node.found.name(), node.index);
    }
  }

  /** Nothing at all when there is no modules.builtin. */
  private void writeBuiltins(OutputStream out, Consumer<DepmodProblem> problems)
      throws IOException {
    List<String> lines = inputs.builtins(folder, problems);
    if (lines != null) {
      index(index -> lines.forEach(line -> index.add(ModuleName.ofPath(line), "", 0)))
          .writeTo(out, problems);
    }
  }

  /** Nothing at all when there is no modules.builtin.modinfo. */
  private void writeBuiltinAliases(OutputStream out, Consumer<DepmodProblem> problems)
      throws IOException {
    String text = inputs.builtinInfo(folder, problems);
    if (text != null) {
      index(index -> builtinAliases(BuiltinModules.parse(text), index)).writeTo(out, problems);
    }
  }

  private static void builtinAliases(BuiltinModules builtins, Index index) {
    builtins
        .modules()
        .forEach(
            (name, info) -> {
              for (String alias : info.all("alias")) {
                if (!alias.isEmpty()) {
                  index.addAlias(alias, name, 0);
                }
              }
            });
  }

  private void writeDevnames(OutputStream stream, Consumer<DepmodProblem> problems)
      throws IOException {
    TextWriter out = new TextWriter(stream);
    boolean isEmpty = true;
    for (ModuleNode node : graph.nodes()) {
      DeviceNode device = DeviceNode.of(node.facts.aliases());
      if (device.name() == null) {
        continue;
      }
      if (device.type() == 0) {
        problems.accept(new DepmodProblem.DevnameWithoutNumbers(node.found.name(), device.name()));
        continue;
      }
      if (isEmpty) {
        out.add("# Device nodes to trigger on-demand module loading.\n");
        isEmpty = false;
      }
      out.add(node.found.name()).add(" ").add(device.name());
      out.add(" ").add(String.valueOf(device.type()));
      out.add(Integer.toUnsignedString(device.major())).add(":");
      out.add(Integer.toUnsignedString(device.minor())).add("\n");
    }
    out.flush();
  }
}
