package org.jkmod.closure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jkmod.ModuleName;
import org.jkmod.SystemRoot;
import org.jkmod.config.ModprobeConfig;
import org.jkmod.firmware.FirmwareSearch;
import org.jkmod.index.ModuleDirectory;
import org.jkmod.port.Decompressor;
import org.jkmod.resolve.DependencyGraph;
import org.jkmod.resolve.DependencyGraph.Kind;

/** Makes closures over the modules of one kernel. Not for several threads at once. */
public final class ClosureBuilder {
  private final DependencyGraph graph;
  private final NamedModules named;
  private final FirmwareNames firmwareNames;

  /**
   * @param root where the modules' files are
   */
  public ClosureBuilder(
      SystemRoot root,
      ModprobeConfig config,
      ModuleDirectory directory,
      Decompressor decompressor) {
    this.graph = new DependencyGraph(config, directory);
    this.named = new NamedModules(config, directory);
    this.firmwareNames = new FirmwareNames(root, directory, decompressor);
  }

  /**
   * The closure of what the request names. What is named and nothing knows is in {@link
   * Closure#unknown}; a soft or weak dependency that nothing knows is left out.
   *
   * @throws IOException when an index or a module's file cannot be read or is damaged
   */
  public Closure build(ClosureRequest request) throws IOException {
    Map<ModuleName, NamedModule> asked = new LinkedHashMap<>();
    Map<ModuleName, String> operands = new LinkedHashMap<>();
    List<String> unknown = new ArrayList<>();
    for (String operand : request.operands()) {
      List<NamedModule> found = named.find(operand);
      if (found.isEmpty()) {
        unknown.add(operand);
      }
      for (NamedModule module : found) {
        asked.putIfAbsent(module.name(), module);
        operands.putIfAbsent(module.name(), operand);
      }
    }
    Set<Kind> kinds = EnumSet.of(Kind.HARD);
    if (request.softdeps()) {
      kinds.add(Kind.SOFT_PRE);
      kinds.add(Kind.SOFT_POST);
    }
    if (request.weakdeps()) {
      kinds.add(Kind.WEAK);
    }
    Map<ModuleName, DependencyGraph.Edge> ways = graph.ways(asked.keySet(), kinds);
    List<NamedModule> modules = new ArrayList<>();
    for (ModuleName name : graph.closure(asked.keySet(), kinds)) {
      NamedModule given = asked.get(name);
      NamedModule module = given != null ? given : named.named(name);
      if (module != null) {
        modules.add(module);
      }
    }
    FirmwareSearch search = request.firmware();
    List<List<String>> firmware = search == null ? null : firmwareNames.of(modules);
    Map<ModuleName, Member> members = new LinkedHashMap<>();
    for (int i = 0; i < modules.size(); i++) {
      NamedModule module = modules.get(i);
      ModuleName name = module.name();
      DependencyGraph.Edge edge = ways.get(name);
      Link link =
          edge == null
              ? Link.toOperand(operands.getOrDefault(name, name.text()))
              : Link.of(kind(edge.kind()), edge.from());
      List<Member.Firmware> found =
          search == null || firmware == null ? List.of() : find(firmware.get(i), search);
      members.put(name, new Member(name, module.path(), link, found));
    }
    return new Closure(members, unknown);
  }

  private static Link.Kind kind(Kind kind) {
    return switch (kind) {
      case HARD -> Link.Kind.NEEDED_BY;
      case SOFT_PRE, SOFT_POST -> Link.Kind.SOFTDEP_OF;
      case WEAK -> Link.Kind.WEAKDEP_OF;
    };
  }

  private static List<Member.Firmware> find(List<String> names, FirmwareSearch search)
      throws IOException {
    List<Member.Firmware> found = new ArrayList<>(names.size());
    for (String name : names) {
      found.add(new Member.Firmware(name, search.find(name)));
    }
    return found;
  }
}
