package org.jkmod.closure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jkmod.KernelModule;
import org.jkmod.Kmod;
import org.jkmod.firmware.FirmwareSearch;
import org.jkmod.modinfo.BuiltinModules;
import org.jkmod.modinfo.ModuleInfo;
import org.jkmod.resolve.DependencyGraph;
import org.jkmod.resolve.DependencyGraph.Kind;
import org.jspecify.annotations.Nullable;

/** Makes closures over the modules of one kernel. Not for several threads at once. */
public final class ClosureBuilder {
  private final Kmod kmod;
  private final FirmwareSearch firmware;
  private final DependencyGraph graph;
  private final NamedModules named;

  private @Nullable Map<String, ModuleInfo> builtins;

  /** Reads the configuration. */
  public ClosureBuilder(Kmod kmod, FirmwareSearch firmware) throws IOException {
    this.kmod = kmod;
    this.firmware = firmware;
    this.graph = kmod.dependencies();
    this.named = new NamedModules(kmod);
  }

  /**
   * The closure of what the request names. What is named and nothing knows is in {@link
   * Closure#unknown}; a soft or weak dependency that nothing knows is left out.
   *
   * @throws IOException when an index or a module's file cannot be read or is damaged
   */
  public Closure build(ClosureRequest request) throws IOException {
    Map<String, KernelModule> asked = new LinkedHashMap<>();
    Map<String, String> operands = new LinkedHashMap<>();
    List<String> unknown = new ArrayList<>();
    for (String operand : request.operands()) {
      List<KernelModule> found = named.find(operand);
      if (found.isEmpty()) {
        unknown.add(operand);
      }
      for (KernelModule module : found) {
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
    Map<String, DependencyGraph.Edge> ways = graph.ways(asked.keySet(), kinds);
    Map<String, Member> members = new LinkedHashMap<>();
    for (String name : graph.closure(asked.keySet(), kinds)) {
      KernelModule given = asked.get(name);
      KernelModule module = given != null ? given : kmod.module(name);
      DependencyGraph.Edge edge = ways.get(name);
      if (module != null) {
        Link link =
            edge == null
                ? new Link(Link.Kind.ASKED_FOR, operands.getOrDefault(name, name))
                : new Link(kind(edge.kind()), edge.from());
        List<Member.Firmware> named = request.firmware() ? firmwareOf(module) : List.of();
        members.put(name, new Member(name, module.path(), link, named));
      }
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

  private List<Member.Firmware> firmwareOf(KernelModule module) throws IOException {
    List<Member.Firmware> named = new ArrayList<>();
    ModuleInfo info = module.path() == null ? builtinInfo(module.name()) : module.info();
    for (String name : info.all("firmware")) {
      named.add(new Member.Firmware(name, firmware.find(name)));
    }
    return named;
  }

  private ModuleInfo builtinInfo(String name) throws IOException {
    Map<String, ModuleInfo> known = builtins;
    if (known == null) {
      String text = kmod.root().readIfPresent(kmod.directory().path() + "/modules.builtin.modinfo");
      known = BuiltinModules.parse(text == null ? "" : text).modules();
      builtins = known;
    }
    return known.getOrDefault(name, new ModuleInfo(List.of()));
  }
}
