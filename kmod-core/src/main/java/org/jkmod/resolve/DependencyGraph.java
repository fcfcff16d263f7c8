package org.jkmod.resolve;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jkmod.ModuleName;
import org.jkmod.ModulePath;
import org.jkmod.config.ModprobeConfig;
import org.jkmod.config.Rule;
import org.jkmod.index.DependencyLine;
import org.jkmod.index.IndexEntry;
import org.jkmod.index.ModuleDirectory;
import org.jkmod.index.ModuleDirectory.Index;
import org.jspecify.annotations.Nullable;

/**
 * What the modules of a folder depend on: by their symbols, as modules.dep says, and by the lines
 * of the configuration. Each module is looked at when it is first asked for, and once, so that many
 * questions may be put to one graph. Not for several threads at once.
 */
public final class DependencyGraph {
  /** How one module depends on another. */
  public enum Kind {
    /** It uses its symbols. */
    HARD,
    /** A softdep line has it loaded before. */
    SOFT_PRE,
    /** A softdep line has it loaded after. */
    SOFT_POST,
    /** A weakdep line says that it may ask for it later. */
    WEAK
  }

  /**
   * A dependency.
   *
   * @param from the module that depends
   * @param to the module it depends on; one that only a line of the configuration names need not
   *     exist
   * @param rule the line that says so; null for a hard one
   */
  public record Edge(ModuleName from, ModuleName to, Kind kind, @Nullable Rule rule) {}

  private final ModprobeConfig config;
  private final ModuleDirectory modules;
  private final ModuleLookup lookup;
  private final Map<ModuleName, List<ModuleName>> needs = new HashMap<>();
  private final Map<ModuleName, List<Edge>> edges = new HashMap<>();
  private @Nullable Map<ModuleName, List<Edge>> users;

  /**
   * @param config {@link ModprobeConfig#EMPTY} for hard dependencies alone
   */
  public DependencyGraph(ModprobeConfig config, ModuleDirectory modules) {
    this.config = config;
    this.modules = modules;
    this.lookup = new ModuleLookup(config, modules);
  }

  /** All modules that have a file, in the order of their names. */
  public Set<ModuleName> modules() throws IOException {
    Set<ModuleName> names = new LinkedHashSet<>();
    modules.forEach(Index.DEPENDENCIES, entry -> add(entry, names));
    return names;
  }

  private void add(IndexEntry entry, Set<ModuleName> names) {
    ModuleName module = entry.module();
    names.add(module);
    needs.computeIfAbsent(module, name -> names(DependencyLine.parse(entry.value().text())));
  }

  /** All modules whose symbols a module needs, also through others, in the order of loading. */
  public List<ModuleName> needs(ModuleName module) throws IOException {
    List<ModuleName> known = needs.get(module);
    if (known == null) {
      known = names(modules.dependencies(module));
      needs.put(module, known);
    }
    return known;
  }

  private static List<ModuleName> names(@Nullable DependencyLine line) {
    if (line == null) {
      return List.of();
    }
    List<ModuleName> names = new ArrayList<>();
    for (ModulePath path : line.dependencies().reversed()) {
      names.add(path.module());
    }
    return List.copyOf(names);
  }

  /**
   * What a module depends on itself, not through others: its hard dependencies in the order of
   * loading, then those of each kind in the order of their line.
   */
  public List<Edge> edges(ModuleName module) throws IOException {
    List<Edge> known = edges.get(module);
    if (known == null) {
      known = List.copyOf(findEdges(module));
      edges.put(module, known);
    }
    return known;
  }

  private List<Edge> findEdges(ModuleName module) throws IOException {
    List<ModuleName> all = needs(module);
    Set<ModuleName> indirect = Set.of();
    if (all.size() > 1) {
      indirect = new HashSet<>();
      for (ModuleName need : all) {
        indirect.addAll(needs(need));
      }
    }
    List<Edge> found = new ArrayList<>();
    for (ModuleName need : all) {
      if (!indirect.contains(need)) {
        found.add(new Edge(module, need, Kind.HARD, null));
      }
    }
    Rule.Softdep softdep = config.softdepOf(module);
    if (softdep != null) {
      addNamed(module, softdep.pre(), Kind.SOFT_PRE, softdep, found);
      addNamed(module, softdep.post(), Kind.SOFT_POST, softdep, found);
    }
    Rule.Weakdep weakdep = config.weakdepOf(module);
    if (weakdep != null) {
      addNamed(module, weakdep.weak(), Kind.WEAK, weakdep, found);
    }
    return found;
  }

  private void addNamed(
      ModuleName module, List<String> names, Kind kind, Rule rule, List<Edge> found)
      throws IOException {
    for (String name : names) {
      for (Match match : lookup.find(name)) {
        found.add(new Edge(module, match.module().name(), kind, rule));
      }
    }
  }

  /** What depends on a module itself, of all modules that have a file, in the order of names. */
  public List<Edge> users(ModuleName module) throws IOException {
    Map<ModuleName, List<Edge>> known = users;
    if (known == null) {
      known = new HashMap<>();
      for (ModuleName user : modules()) {
        for (Edge edge : edges(user)) {
          known.computeIfAbsent(edge.to(), key -> new ArrayList<>()).add(edge);
        }
      }
      users = known;
    }
    return List.copyOf(known.getOrDefault(module, List.of()));
  }

  /**
   * The modules and all that they depend on, each once, in an order in which they can be loaded:
   * hard dependencies come first without fail, soft ones where they form no circle.
   *
   * @param kinds the dependencies that count
   */
  public Set<ModuleName> closure(Collection<ModuleName> targets, Set<Kind> kinds)
      throws IOException {
    Set<ModuleName> ordered = new LinkedHashSet<>();
    Set<ModuleName> entered = new HashSet<>();
    Deque<Visit> path = new ArrayDeque<>();
    Deque<ModuleName> later = new ArrayDeque<>(targets);
    while (!path.isEmpty() || !later.isEmpty()) {
      if (path.isEmpty()) {
        ModuleName next = later.removeFirst();
        if (entered.add(next)) {
          path.push(new Visit(next, edges(next)));
        }
        continue;
      }
      Visit visit = path.element();
      if (visit.next == visit.edges.size()) {
        ordered.add(path.pop().module);
        continue;
      }
      Edge edge = visit.edges.get(visit.next++);
      if (!kinds.contains(edge.kind())) {
        continue;
      }
      if (edge.kind() == Kind.HARD || edge.kind() == Kind.SOFT_PRE) {
        if (entered.add(edge.to())) {
          path.push(new Visit(edge.to(), edges(edge.to())));
        }
      } else {
        later.addLast(edge.to());
      }
    }
    return hardFirst(ordered);
  }

  /** A module that is a soft dependency of one that it needs itself got a place before that. */
  private Set<ModuleName> hardFirst(Set<ModuleName> ordered) throws IOException {
    Set<ModuleName> placed = new LinkedHashSet<>();
    for (ModuleName module : ordered) {
      for (ModuleName need : needs(module)) {
        if (ordered.contains(need)) {
          placed.add(need);
        }
      }
      placed.add(module);
    }
    return placed;
  }

  /** A module whose dependencies are being visited. */
  private static final class Visit {
    final ModuleName module;
    final List<Edge> edges;
    int next;

    Visit(ModuleName module, List<Edge> edges) {
      this.module = module;
      this.edges = edges;
    }
  }

  /**
   * How each module of a closure is reached by the fewest dependencies: the last of them. Going
   * back along {@link Edge#from} ends at a target, which has none.
   *
   * @param kinds the dependencies that count
   */
  public Map<ModuleName, Edge> ways(Collection<ModuleName> targets, Set<Kind> kinds)
      throws IOException {
    Map<ModuleName, Edge> ways = new LinkedHashMap<>();
    Set<ModuleName> reached = new HashSet<>(targets);
    Deque<ModuleName> next = new ArrayDeque<>(reached.size());
    next.addAll(new LinkedHashSet<>(targets));
    while (!next.isEmpty()) {
      for (Edge edge : edges(next.removeFirst())) {
        if (kinds.contains(edge.kind()) && reached.add(edge.to())) {
          ways.put(edge.to(), edge);
          next.addLast(edge.to());
        }
      }
    }
    return ways;
  }
}
