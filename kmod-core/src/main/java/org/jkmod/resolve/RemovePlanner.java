package org.jkmod.resolve;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jkmod.ModuleName;
import org.jkmod.ModulePath;
import org.jkmod.SystemRoot;
import org.jkmod.config.ModprobeConfig;
import org.jkmod.config.Rule;
import org.jkmod.index.DependencyLine;
import org.jkmod.index.ModuleDirectory;
import org.jkmod.live.LiveModules;
import org.jkmod.live.ModuleState;
import org.jkmod.resolve.RemoveRequest.Option;
import org.jkmod.resolve.RemoveStep.Obstacle;

/**
 * Makes the plan for removing a module; all that decides about removing is here. It counts on every
 * step before having been carried out, so that the dependencies that become unused one after
 * another are all in it.
 */
public final class RemovePlanner {
  private final SystemRoot root;
  private final ModprobeConfig config;
  private final ModuleDirectory modules;
  private final ModuleLookup lookup;
  private final LiveModules live;

  /**
   * @param root where operands that are files are looked for
   */
  public RemovePlanner(
      SystemRoot root, ModprobeConfig config, ModuleDirectory modules, LiveModules live) {
    this.root = root;
    this.config = config;
    this.modules = modules;
    this.lookup = new ModuleLookup(config, modules);
    this.live = live;
  }

  /** The modules that an operand stands for; empty when nothing has that name. */
  public List<ModuleRef> targets(String operand, RemoveRequest request) throws IOException {
    if (request.has(Option.ALONE)) {
      boolean isFile = root.isFile(operand);
      return List.of(ModuleRef.named(isFile ? ModuleName.inFile(operand) : ModuleName.of(operand)));
    }
    List<ModuleRef> modules = new ArrayList<>();
    for (Match match : lookup.find(operand)) {
      modules.add(match.module());
    }
    return modules;
  }

  /** The plan for one module, as things are now. */
  public RemovePlan plan(ModuleRef module, RemoveRequest request) throws IOException {
    if (request.has(Option.ALONE)) {
      return alone(module.name(), request.has(Option.FORCE));
    }
    Walk walk = new Walk(request);
    walk.remove(module, new Reason.Requested());
    return new RemovePlan(module.name(), walk.steps, null);
  }

  private RemovePlan alone(ModuleName module, boolean force) {
    Reason reason = new Reason.Requested();
    List<ModuleName> holders = List.of();
    IOException problem = null;
    Obstacle obstacle = null;
    if (!force) {
      if (isKnownBuiltin(module)) {
        obstacle = Obstacle.BUILTIN;
      } else if (live.state(module) == ModuleState.ABSENT) {
        obstacle = Obstacle.NOT_LOADED;
      } else {
        try {
          holders = live.listHolders(module);
        } catch (IOException e) {
          problem = e;
        }
        int count = holders.isEmpty() ? live.referenceCount(module) : 1;
        obstacle = count == 0 ? null : count > 0 ? Obstacle.IN_USE : Obstacle.NO_UNLOADING;
      }
    }
    RemoveStep step =
        obstacle == null
            ? new RemoveStep.Remove(module, reason)
            : new RemoveStep.Refused(module, obstacle, holders, reason);
    return new RemovePlan(module, List.of(step), problem);
  }

  private boolean isKnownBuiltin(ModuleName module) {
    try {
      return modules.isBuiltin(module);
    } catch (IOException e) {
      return false;
    }
  }

  private final class Walk {
    private final RemoveRequest request;
    private final List<RemoveStep> steps = new ArrayList<>();
    private final Set<ModuleName> entered = new HashSet<>();
    private final Set<ModuleName> gone = new HashSet<>();
    private final Map<ModuleName, Integer> released = new HashMap<>();

    Walk(RemoveRequest request) {
      this.request = request;
    }

    void remove(ModuleRef found, Reason reason) throws IOException {
      ModuleName module = found.name();
      if (gone.contains(module) || !entered.add(module)) {
        return;
      }
      Rule.Softdep softdep = request.has(Option.IGNORE_REMOVE) ? null : config.softdepOf(module);
      Rule.Remove command = request.has(Option.IGNORE_REMOVE) ? null : found.remove(config);
      if (command == null && !isRemovable(module, reason)) {
        return;
      }
      if (softdep != null) {
        removeLoaded(softdep.post().reversed(), new Reason.SoftDependencyOf(module, softdep));
      }
      if (request.has(Option.REMOVE_HOLDERS)) {
        for (ModuleName holder : live.holders(module)) {
          remove(ModuleRef.named(holder), new Reason.HolderOf(module));
        }
      }
      if (command != null) {
        steps.add(new RemoveStep.RemoveCommand(module, command, reason));
        release(module);
      } else {
        if (references(module) > 0 && request.waitMillis() <= 0) {
          steps.add(new RemoveStep.Refused(module, Obstacle.IN_USE, List.of(), reason));
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

    private boolean isRemovable(ModuleName module, Reason reason) throws IOException {
      if (modules.isBuiltin(module)) {
        steps.add(new RemoveStep.Refused(module, Obstacle.BUILTIN, List.of(), reason));
        return false;
      }
      if (live.state(module) == ModuleState.ABSENT) {
        steps.add(new RemoveStep.Refused(module, Obstacle.NOT_LOADED, List.of(), reason));
        return false;
      }
      return true;
    }

    private void removeLoaded(List<String> names, Reason reason) throws IOException {
      for (String name : names) {
        for (Match match : lookup.find(name)) {
          ModuleName module = match.module().name();
          if (live.state(module) != ModuleState.ABSENT && !modules.isBuiltin(module)) {
            remove(match.module(), reason);
          }
        }
      }
    }

    /** What the module held is held by one less. */
    private void release(ModuleName module) throws IOException {
      gone.add(module);
      for (ModuleName dependency : dependencies(module)) {
        if (live.holders(dependency).contains(module)) {
          released.merge(dependency, 1, Integer::sum);
        }
      }
    }

    /**
     * Users come before what they use, so that one pass finds the whole chain. Commands and soft
     * dependencies are not for these.
     */
    private void removeUnused(ModuleName module) throws IOException {
      for (ModuleName dependency : dependencies(module)) {
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

    private int references(ModuleName module) {
      return live.referenceCount(module) - released.getOrDefault(module, 0);
    }
  }

  /** Users before what they use. */
  private List<ModuleName> dependencies(ModuleName module) throws IOException {
    DependencyLine line = modules.dependencies(module);
    if (line == null) {
      return List.of();
    }
    List<ModuleName> names = new ArrayList<>();
    for (ModulePath path : line.dependencies()) {
      names.add(path.module());
    }
    return names;
  }
}
