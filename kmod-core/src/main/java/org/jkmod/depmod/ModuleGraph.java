package org.jkmod.depmod;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jkmod.workers.Workers;

/** Links modules by the symbols that they give and use. */
final class ModuleGraph {
  private final List<ModuleNode> nodes;
  private final Exporters exporters = new Exporters();

  ModuleGraph(List<ModuleNode> nodes) {
    this.nodes = nodes;
    for (ModuleNode node : nodes) {
      for (String symbol : node.facts.exports()) {
        exporters.add(symbol, node);
      }
    }
  }

  /** The modules in the order of modules.order. */
  List<ModuleNode> nodes() {
    return nodes;
  }

  /** Who gives each symbol; of several, the last. */
  Exporters exporters() {
    return exporters;
  }

  /** Told of each dependency when it is found, with the first symbol that makes it. */
  interface LinkListener {
    void linked(ModuleNode user, String symbol, ModuleNode provider);
  }

  /** Finds the dependencies of every module. */
  void link(LinkListener listener, int threads) {
    Workers.run(nodes.size(), threads, i -> link(nodes.get(i)));
    for (ModuleNode node : nodes) {
      for (int i = 0; i < node.dependencies.size(); i++) {
        ModuleNode provider = node.dependencies.get(i);
        provider.users++;
        listener.linked(node, node.reasons.get(i), provider);
      }
    }
  }

  private void link(ModuleNode node) {
    Set<ModuleNode> known = new HashSet<>();
    NeededSymbols.Cursor symbol = node.facts.needs().new Cursor();
    while (symbol.next()) {
      ModuleNode provider = exporters.get(symbol);
      if (provider != null && known.add(provider)) {
        node.dependencies.add(provider);
        node.reasons.add(symbol.name());
      }
    }
  }

  /**
   * Gives every module its {@link ModuleNode#sorted} place: users before what they use.
   *
   * @return the modules that have none because they are in cycles or below one
   */
  List<ModuleNode> sort() {
    int[] users = new int[nodes.size()];
    ArrayDeque<ModuleNode> unused = new ArrayDeque<>();
    for (ModuleNode node : nodes) {
      users[node.index] = node.users;
      if (node.users == 0) {
        unused.push(node);
      }
    }
    int count = 0;
    boolean[] done = new boolean[nodes.size()];
    while (!unused.isEmpty()) {
      ModuleNode node = unused.pop();
      node.sorted = count++;
      done[node.index] = true;
      for (ModuleNode dependency : node.dependencies) {
        if (--users[dependency.index] == 0) {
          unused.push(dependency);
        }
      }
    }
    List<ModuleNode> left = new ArrayList<>();
    for (ModuleNode node : nodes) {
      if (!done[node.index]) {
        left.add(node);
      }
    }
    return left;
  }

  /** Of the modules that {@link #sort} left over those that are in cycles or between two. */
  static Set<ModuleNode> inCycles(List<ModuleNode> left) {
    Set<ModuleNode> inCycles = new LinkedHashSet<>(left);
    boolean changed = true;
    while (changed) {
      changed = inCycles.removeIf(node -> Collections.disjoint(node.dependencies, inCycles));
    }
    return inCycles;
  }

  /**
   * The cycles among modules that {@link #inCycles} found: one for each dependency that leads back
   * to a module on the way to it.
   */
  static void reportCycles(Set<ModuleNode> inCycles, Consumer<DepmodProblem.Cycle> report) {
    Set<ModuleNode> finished = new HashSet<>();
    for (ModuleNode start : inCycles) {
      if (!finished.contains(start)) {
        walk(start, inCycles, finished, report);
      }
    }
  }

  /** Walks in depth; without recursion, as a chain may have any length. */
  private static void walk(
      ModuleNode start,
      Set<ModuleNode> among,
      Set<ModuleNode> finished,
      Consumer<DepmodProblem.Cycle> report) {
    List<ModuleNode> path = new ArrayList<>(List.of(start));
    ArrayDeque<Iterator<ModuleNode>> open = new ArrayDeque<>();
    open.push(start.dependencies.iterator());
    while (!path.isEmpty()) {
      Iterator<ModuleNode> dependencies = open.element();
      if (!dependencies.hasNext()) {
        open.pop();
        finished.add(path.removeLast());
        continue;
      }
      ModuleNode next = dependencies.next();
      if (!among.contains(next) || finished.contains(next)) {
        continue;
      }
      int seen = path.indexOf(next);
      if (seen >= 0) {
        report.accept(cycle(path.subList(seen, path.size())));
      } else {
        path.add(next);
        open.push(next.dependencies.iterator());
      }
    }
  }

  private static DepmodProblem.Cycle cycle(List<ModuleNode> modules) {
    List<String> names = new ArrayList<>();
    List<String> symbols = new ArrayList<>();
    for (int i = 0; i < modules.size(); i++) {
      ModuleNode node = modules.get(i);
      ModuleNode next = modules.get((i + 1) % modules.size());
      names.add(node.found.name());
      symbols.add(node.reasons.get(node.dependencies.indexOf(next)));
    }
    names.add(modules.get(0).found.name());
    return new DepmodProblem.Cycle(names, symbols);
  }

  /** All that a module needs, directly or not: users before what they use. */
  static List<ModuleNode> allDependencies(ModuleNode module) {
    Set<ModuleNode> all = new LinkedHashSet<>();
    ArrayDeque<ModuleNode> open = new ArrayDeque<>(module.dependencies);
    while (!open.isEmpty()) {
      ModuleNode node = open.pop();
      if (all.add(node)) {
        open.addAll(node.dependencies);
      }
    }
    List<ModuleNode> sorted = new ArrayList<>(all);
    sorted.sort(Comparator.comparingInt(node -> node.sorted));
    return sorted;
  }
}
