package org.jkmod.depmod;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jkmod.ModuleName;
import org.jkmod.index.IndexBuilder;
import org.jkmod.modinfo.BuiltinModules;
import org.jkmod.modinfo.ModuleInfo;
import org.jspecify.annotations.Nullable;

/**
 * The contents of the files that depmod leaves, by name and in the order in which it writes them.
 */
final class IndexFiles {
  /** Buckets of kmod's table of symbols. */
  private static final int SYMBOL_BUCKETS = 2048;

  /** Writes one file's bytes. */
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  private final ModuleGraph graph;
  private final Consumer<DepmodProblem> problems;
  private final Map<String, Content> files = new LinkedHashMap<>();

  /**
   * @param builtins the names in modules.builtin, null when there is no such file
   * @param builtinInfo modules.builtin.modinfo, null when there is no such file
   */
  IndexFiles(
      ModuleGraph graph,
      @Nullable List<String> builtins,
      @Nullable BuiltinModules builtinInfo,
      Consumer<DepmodProblem> problems) {
    this.graph = graph;
    this.problems = problems;
    addDependencies();
    addAliases();
    files.put(
        "modules.softdep",
        text(fields("# Soft dependencies extracted from modules themselves.", "softdep")));
    files.put(
        "modules.weakdep",
        text(fields("# Weak dependencies extracted from modules themselves.", "weakdep")));
    addSymbols();
    addBuiltins(builtins, builtinInfo);
    files.put("modules.devname", text(devnames()));
  }

  /** Name to content. */
  Map<String, Content> files() {
    return files;
  }

  private static Content text(StringBuilder text) {
    return out -> out.write(text.toString().getBytes(StandardCharsets.ISO_8859_1));
  }

  private void addDependencies() {
    StringBuilder text = new StringBuilder(1 << 16);
    IndexBuilder index = new IndexBuilder();
    for (ModuleNode node : graph.nodes()) {
      StringBuilder line = new StringBuilder(node.found.listed()).append(':');
      for (ModuleNode dependency : ModuleGraph.allDependencies(node)) {
        line.append(' ').append(dependency.found.listed());
      }
      add(index, node.found.name(), line.toString(), node.index);
      text.append(line).append('\n');
    }
    files.put("modules.dep", text(text));
    files.put("modules.dep.bin", index::write);
  }

  private void addAliases() {
    StringBuilder text =
        new StringBuilder(1 << 16).append("# Aliases extracted from modules themselves.\n");
    IndexBuilder index = new IndexBuilder();
    for (ModuleNode node : graph.nodes()) {
      String name = node.found.name();
      for (String alias : node.facts.aliases()) {
        text.append("alias ").append(alias).append(' ').append(name).append('\n');
        addAlias(index, alias, name, node.index);
      }
    }
    files.put("modules.alias", text(text));
    files.put("modules.alias.bin", index::write);
  }

  private void addAlias(IndexBuilder index, String alias, String module, int priority) {
    String normalized = ModuleName.normalizeAlias(alias);
    if (normalized == null) {
      problems.accept(new DepmodProblem.BadAlias(module, alias));
    } else {
      add(index, normalized, module, priority);
    }
  }

  private void add(IndexBuilder index, String key, String value, int priority) {
    try {
      index.add(key, value, priority);
    } catch (IllegalArgumentException e) {
      problems.accept(new DepmodProblem.BadKey(key));
    }
  }

  private StringBuilder fields(String heading, String keyword) {
    StringBuilder text = new StringBuilder(heading).append('\n');
    for (ModuleNode node : graph.nodes()) {
      for (String value :
          keyword.equals("softdep") ? node.facts.softdeps() : node.facts.weakdeps()) {
        text.append(keyword)
            .append(' ')
            .append(node.found.name())
            .append(' ')
            .append(value)
            .append('\n');
      }
    }
    return text;
  }

  private void addSymbols() {
    StringBuilder text =
        new StringBuilder(1 << 16).append("# Aliases for symbols, used by symbol_request().\n");
    IndexBuilder index = new IndexBuilder();
    for (String symbol : KmodHash.sorted(graph.exporters().names(), SYMBOL_BUCKETS)) {
      ModuleNode node = Objects.requireNonNull(graph.exporters().get(symbol));
      text.append("alias symbol:")
          .append(symbol)
          .append(' ')
          .append(node.found.name())
          .append('\n');
      add(index, "symbol:" + symbol, node.found.name(), node.index);
    }
    files.put("modules.symbols", text(text));
    files.put("modules.symbols.bin", index::write);
  }

  private void addBuiltins(@Nullable List<String> builtins, @Nullable BuiltinModules info) {
    IndexBuilder names = new IndexBuilder();
    if (builtins != null) {
      for (String name : builtins) {
        add(names, name, "", 0);
      }
    }
    IndexBuilder aliases = new IndexBuilder();
    if (info != null) {
      for (Map.Entry<String, ModuleInfo> module : info.modules().entrySet()) {
        for (String alias : module.getValue().all("alias")) {
          addAlias(aliases, alias, module.getKey(), 0);
        }
      }
    }
    Content empty = out -> {};
    files.put("modules.builtin.bin", builtins == null ? empty : names::write);
    files.put("modules.builtin.alias.bin", info == null ? empty : aliases::write);
  }

  private StringBuilder devnames() {
    StringBuilder text = new StringBuilder();
    for (ModuleNode node : graph.nodes()) {
      DeviceNode device = DeviceNode.of(node.facts.aliases());
      if (device.name() == null) {
        continue;
      }
      if (device.type() == 0) {
        problems.accept(new DepmodProblem.DevnameWithoutNumbers(node.found.name(), device.name()));
        continue;
      }
      if (text.isEmpty()) {
        text.append("# Device nodes to trigger on-demand module loading.\n");
      }
      text.append(node.found.name())
          .append(' ')
          .append(device.name())
          .append(' ')
          .append(device.type());
      text.append(Integer.toUnsignedString(device.major())).append(':');
      text.append(Integer.toUnsignedString(device.minor())).append('\n');
    }
    return text;
  }
}
