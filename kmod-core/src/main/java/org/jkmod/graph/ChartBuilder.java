package org.jkmod.graph;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jkmod.KernelModule;
import org.jkmod.Kmod;
import org.jkmod.ModuleName;
import org.jkmod.closure.NamedModule;
import org.jkmod.closure.NamedModules;
import org.jkmod.live.LoadedModule;
import org.jkmod.live.ProcSys;
import org.jkmod.resolve.DependencyGraph;
import org.jkmod.resolve.DependencyGraph.Edge;
import org.jkmod.resolve.DependencyGraph.Kind;
import org.jkmod.resolve.ModulePolicy;
import org.jkmod.resolve.ModulePolicy.Role;
import org.jkmod.resolve.Objection;
import org.jspecify.annotations.Nullable;

/** Makes charts of the modules of one kernel. Not for several threads at once. */
public final class ChartBuilder {
  /** Which way a chart goes on from the modules that are asked for. */
  public enum Direction {
    /** To what they depend on. */
    NEEDS,
    /** To what depends on them. */
    USERS
  }

  private final Kmod kmod;
  private final ModulePolicy policy;
  private final DependencyGraph graph;
  private final Set<ModuleName> loaded = new HashSet<>();

  /**
   * Reads the configuration, and what is loaded.
   *
   * @param policy what may have something against modules
   * @param isRunning whether the kernel is the one that runs, so that its modules may be loaded
   */
  public ChartBuilder(Kmod kmod, ModulePolicy policy, boolean isRunning) throws IOException {
    this.kmod = kmod;
    this.policy = policy;
    this.graph = kmod.dependencies();
    if (isRunning && kmod.root().exists(ProcSys.PROC_MODULES)) {
      for (LoadedModule module : kmod.live().loaded()) {
        loaded.add(module.name());
      }
    }
  }

  /**
   * The chart of the modules that operands stand for, and of all that can be reached from them.
   *
   * @param operands as for a closure; none stand for all modules that have a file
   * @param kinds the dependencies that count
   * @throws IOException when an index cannot be read or is damaged
   */
  public Chart of(List<String> operands, Direction direction, Set<Kind> kinds) throws IOException {
    Map<ModuleName, NamedModule> asked = new LinkedHashMap<>();
    List<String> unknown = new ArrayList<>();
    NamedModules named = new NamedModules(kmod.config(), kmod.directory());
    for (String operand : operands.isEmpty() ? List.of("*") : operands) {
      List<NamedModule> found = named.find(operand);
      if (found.isEmpty() && !operands.isEmpty()) {
        unknown.add(operand);
      }
      for (NamedModule module : found) {
        asked.putIfAbsent(module.name(), module);
      }
    }
    Map<ModuleName, Role> roles = new LinkedHashMap<>();
    for (ModuleName name : asked.keySet()) {
      roles.put(name, Role.TARGET);
    }
    List<Edge> edges = reach(roles, direction, kinds);
    List<Chart.Node> nodes = new ArrayList<>();
    for (Map.Entry<ModuleName, Role> reached : roles.entrySet()) {
      ModuleName name = reached.getKey();
      NamedModule given = asked.get(name);
      String path = given != null ? given.path() : pathOf(name);
      boolean isBuiltin = kmod.directory().isBuiltin(name);
      Standing standing = standing(name, path, isBuiltin, reached.getValue());
      nodes.add(new Chart.Node(name, path, standing, given != null));
    }
    return new Chart(nodes, edges, unknown);
  }

  private @Nullable String pathOf(ModuleName name) throws IOException {
    KernelModule module = kmod.module(name);
    return module == null ? null : module.path();
  }

  /**
   * Follows the dependencies.
   *
   * @param roles what has been reached, and as what; more is added
   */
  private List<Edge> reach(Map<ModuleName, Role> roles, Direction direction, Set<Kind> kinds)
      throws IOException {
    Map<String, Edge> edges = new LinkedHashMap<>();
    Deque<ModuleName> next = new ArrayDeque<>(roles.keySet());
    while (!next.isEmpty()) {
      ModuleName name = next.removeFirst();
      boolean isUp = direction == Direction.USERS;
      for (Edge edge : isUp ? graph.users(name) : graph.edges(name)) {
        // A module may name itself in a soft dependency, which says nothing.
        if (!kinds.contains(edge.kind()) || edge.from().equals(edge.to())) {
          continue;
        }
        edges.putIfAbsent(edge.from() + "\0" + edge.to(), edge);
        ModuleName other = isUp ? edge.from() : edge.to();
        Role role = edge.kind() == Kind.HARD ? Role.DEPENDENCY : Role.SOFT_DEPENDENCY;
        Role known = roles.putIfAbsent(other, isUp ? Role.TARGET : role);
        if (known == null) {
          next.addLast(other);
        } else if (known == Role.SOFT_DEPENDENCY && role == Role.DEPENDENCY) {
          roles.put(other, role);
        }
      }
    }
    return List.copyOf(edges.values());
  }

  private Standing standing(ModuleName name, @Nullable String path, boolean isBuiltin, Role role) {
    if (isBuiltin) {
      return Standing.BUILTIN;
    }
    if (path == null || !kmod.root().isFile(path)) {
      return Standing.MISSING;
    }
    Objection objection = policy.objection(name.text(), name, role);
    if (objection != null && objection.enforced()) {
      return Standing.FORBIDDEN;
    }
    return loaded.contains(name) ? Standing.LOADED : Standing.INSTALLED;
  }
}
