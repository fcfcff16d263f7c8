package org.jkmod.resolve;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jkmod.ModuleName;
import org.jkmod.ModulePath;
import org.jkmod.index.DependencyLine;
import org.jkmod.index.ModuleDirectory;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a plan as a graph. A step needs what its module depends on, the soft dependencies
 * that come before it, the step whose soft dependency it is when it comes after that, and an
 * earlier step of the same module: in any order that keeps to this the plan does the same. Steps
 * are told by their place in {@link LoadPlan#steps}; needs have smaller places. Immutable.
 */
public final class PlanGraph {
  private final List<LoadStep> steps;
  private final List<List<Integer>> needs;
  private final Map<ModuleName, Set<Reason>> reasons;

  private PlanGraph(
      List<LoadStep> steps, List<List<Integer>> needs, Map<ModuleName, Set<Reason>> reasons) {
    this.steps = List.copyOf(steps);
    this.needs = List.copyOf(needs);
    this.reasons = Map.copyOf(reasons);
  }

  /**
   * @param modules the plan's; null when it was made without
   */
  static PlanGraph of(LoadPlan plan, @Nullable ModuleDirectory modules) throws IOException {
    List<LoadStep> steps = plan.steps();
    List<TreeSet<Integer>> needs = new ArrayList<>();
    Map<ModuleName, Set<Reason>> reasons = new HashMap<>();
    Map<ModuleName, Integer> latest = new HashMap<>();
    Map<ModuleName, List<ModuleName>> dependencies = new HashMap<>();
    for (LoadStep step : steps) {
      reasons.computeIfAbsent(step.module(), key -> new LinkedHashSet<>()).add(step.reason());
    }
    Set<ModuleName> planned = new HashSet<>(reasons.keySet());
    for (int i = 0; i < steps.size(); i++) {
      ModuleName module = steps.get(i).module();
      List<ModuleName> known = dependencies.get(module);
      if (known == null) {
        known = dependencies(module, modules);
        dependencies.put(module, known);
      }
      TreeSet<Integer> own = new TreeSet<>();
      for (ModuleName dependency : known) {
        if (planned.contains(dependency)) {
          reasons
              .computeIfAbsent(dependency, key -> new LinkedHashSet<>())
              .add(new Reason.DependencyOf(module));
        }
        add(latest.get(dependency), own);
      }
      add(latest.put(module, i), own);
      needs.add(own);
    }
    int start = 0;
    for (LoadTarget target : plan.targets()) {
      for (LoadTarget.SoftRange range : target.softRanges()) {
        int owner = start + range.owner();
        for (int i = start + range.first(); i < owner; i++) {
          needs.get(owner).add(i);
        }
        for (int i = owner + 1; i < start + range.end(); i++) {
          needs.get(i).add(owner);
        }
      }
      start += target.steps().size();
    }
    List<List<Integer>> lists = new ArrayList<>();
    for (TreeSet<Integer> own : needs) {
      lists.add(List.copyOf(own));
    }
    return new PlanGraph(steps, lists, reasons);
  }

  private static void add(@Nullable Integer place, Set<Integer> places) {
    if (place != null) {
      places.add(place);
    }
  }

  private static List<ModuleName> dependencies(ModuleName module, @Nullable ModuleDirectory modules)
      throws IOException {
    DependencyLine line = modules == null ? null : modules.dependencies(module);
    if (line == null) {
      return List.of();
    }
    List<ModuleName> names = new ArrayList<>();
    for (ModulePath path : line.dependencies()) {
      names.add(path.module());
    }
    return names;
  }

  /** The steps, in the order in which one thread does them. */
  public List<LoadStep> steps() {
    return steps;
  }

  /** The places of the steps that must be over before a step starts, smallest first. */
  public List<Integer> needs(int step) {
    return needs.get(step);
  }

  /** Why the module is in the plan, that by which it got its first place first. */
  public Set<Reason> reasons(ModuleName module) {
    return reasons.getOrDefault(module, Set.of());
  }
}
