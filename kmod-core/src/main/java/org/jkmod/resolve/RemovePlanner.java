package org.jkmod.resolve;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jkmod.ModuleName;
import org.jkmod.config.ModprobeConfig;
import org.jkmod.config.Rule;
import org.jkmod.index.DependencyLine;
import org.jkmod.index.ModuleDirectory;
import org.jkmod.live.LiveModules;
import org.jkmod.live.ModuleState;

/**
 * Makes the plan for removing a module. It counts on every step before having been carried out, so
 * that the dependencies that become unused one after another are all in it.
 */
public final class RemovePlanner {
  /**
   * How to plan.
   *
   * @param ignoreCommands remove commands and soft dependencies are passed over
   * @param removeHolders modules that use the target go first
   * @param ignoreUse a reference count does not stop the plan: the caller waits for it to fall
   */
  public record Request(boolean ignoreCommands, boolean removeHolders, boolean ignoreUse) {}

  private final ModprobeConfig config;
  private final ModuleDirectory modules;
  private final ModuleLookup lookup;
  private final LiveModules live;

  public RemovePlanner(ModprobeConfig config, ModuleDirectory modules, LiveModules live) {
    this.config = config;
    this.modules = modules;
    this.lookup = new ModuleLookup(config, modules);
    this.live = live;
  }

  /** The plan for one module. */
  public RemovePlan plan(String module, Request request) throws IOException {
    Walk walk = new Walk(request);
    walk.remove(module, new Reason.Requested());
    return new RemovePlan(walk.steps);
  }

  private final class Walk {
    private final Request request;
    private final List<RemoveStep> steps = new ArrayList<>();
    private final Set<String> entered = new HashSet<>();
    private final Set<String> gone = new HashSet<>();
    private final Map<String, Integer> released = new HashMap<>();

    Walk(Request request) {
      this.request = request;
    }

    void remove(String module, Reason reason) throws IOException {
      if (gone.contains(module) || !entered.add(module)) {
        return;
      }
      Rule.Softdep softdep = request.ignoreCommands() ? null : config.softdepOf(module);
      Rule.Remove command = request.ignoreCommands() ? null : config.removeOf(module);
      if (command == null && !isRemovable(module, reason)) {
        return;
      }
      if (softdep != null) {
        removeLoaded(softdep.post().reversed(), new Reason.SoftDependencyOf(module, softdep));
      }
      if (request.removeHolders()) {
        for (String holder : live.holders(module)) {
          remove(holder, new Reason.HolderOf(module));
        }
      }
      if (command != null) {
        steps.add(new RemoveStep.RemoveCommand(module, command, reason));
        release(module);
      } else {
        if (references(module) > 0 && !request.ignoreUse()) {
          steps.add(new RemoveStep.Refused(module, RemoveStep.Obstacle.IN_USE, reason));
          return;
        }
        steps.add(new RemoveStep.Remove(module, reason));
        release(module);
        removeUnused(module);
      }
      if (softdep != null) {
        removeLoaded(softdep.pre().reversed(), new Reason.SoftDependencyOf(module, softdep));
      }
    }

    private boolean isRemovable(String module, Reason reason) throws IOException {
      if (modules.isBuiltin(module)) {
        steps.add(new RemoveStep.Refused(module, RemoveStep.Obstacle.BUILTIN, reason));
        return false;
      }
      if (live.state(module) == ModuleState.ABSENT) {
        steps.add(new RemoveStep.Refused(module, RemoveStep.Obstacle.NOT_LOADED, reason));
        return false;
      }
      return true;
    }

    private void removeLoaded(List<String> names, Reason reason) throws IOException {
      for (String name : names) {
        for (ModuleRef module : lookup.find(name)) {
          if (live.state(module.name()) != ModuleState.ABSENT
              && !modules.isBuiltin(module.name())) {
            remove(module.name(), reason);
          }
        }
      }
    }

    /** What the module held is held by one less. */
    private void release(String module) throws IOException {
      gone.add(module);
      for (String dependency : dependencies(module)) {
        if (live.holders(dependency).contains(module)) {
          released.merge(dependency, 1, Integer::sum);
        }
      }
    }

    /**
     * Users come before what they use, so that one pass finds the whole chain. Commands and soft
     * dependencies are not for these.
     */
    private void removeUnused(String module) throws IOException {
      for (String dependency : dependencies(module)) {
        // One that was entered is on its way out itself, after its holders.
        if (gone.contains(dependency)
            || entered.contains(dependency)
            || modules.isBuiltin(dependency)
            || live.state(dependency) == ModuleState.ABSENT
            || references(dependency) != 0) {
          continue;
        }
        steps.add(new RemoveStep.Remove(dependency, new Reason.UnusedAfter(module)));
        release(dependency);
      }
    }

    private int references(String module) {
      return live.referenceCount(module) - released.getOrDefault(module, 0);
    }
  }

  /** Users before what they use. */
  private List<String> dependencies(String module) throws IOException {
    DependencyLine line = modules.dependencies(module);
    if (line == null) {
      return List.of();
    }
    List<String> names = new ArrayList<>();
    for (String path : line.dependencies()) {
      names.add(ModuleName.ofPath(path));
    }
    return names;
  }
}
