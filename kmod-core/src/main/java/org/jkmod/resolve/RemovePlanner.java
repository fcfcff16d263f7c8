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
import org.jspecify.annotations.Nullable;

/**
 * Makes the plan for removing a module; all that decides about removing is here. It counts on every
 * step before having been carried out, so that the dependencies that become unused one after
 * another are all in it.
 */
public final class RemovePlanner {
  /** Nobody has that many; 2 soft dependencies each of 20 modules in a row are a million. */
  private static final int STEP_LIMIT = 10_000;

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
    return new Walk(request).plan(module, new Reason.Requested());
  }

  /** Whether the kernel counts users of a module, as things are now. */
  public boolean isInUse(ModuleName module) {
    return live.referenceCount(module) > 0;
  }

  private RemovePlan alone(ModuleName module, boolean force) {
    Reason reason = new Reason.Requested();
    List<ModuleName> holders = List.of();
    List<RemovePart> parts = new ArrayList<>();
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
          parts.add(new RemoveStep.HoldersUnknown(module, e, reason));
        }
        int count = holders.isEmpty() ? live.referenceCount(module) : 1;
        obstacle = count == 0 ? null : count > 0 ? Obstacle.IN_USE : Obstacle.NO_UNLOADING;
      }
    }
    parts.add(
        obstacle == null
            ? new RemoveStep.Remove(module, reason)
            : new RemoveStep.Refused(module, obstacle, holders, reason));
    return new RemovePlan(module, reason, parts);
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

    /** The modules whose plans are being made, each going along with the one before. */
    private final Set<ModuleName> path = new HashSet<>();

    private final Set<ModuleName> gone = new HashSet<>();
    private final Map<ModuleName, Integer> released = new HashMap<>();
    private int steps;

    Walk(RemoveRequest request) {
      this.request = request;
    }

    RemovePlan plan(ModuleRef found, Reason reason) throws IOException {
      ModuleName module = found.name();
      List<RemovePart> parts = new ArrayList<>();
      // Where soft dependencies lead in a circle, or thousands of ways to the same commands.
      if (steps < STEP_LIMIT && path.add(module)) {
        addParts(found, reason, parts);
        path.remove(module);
      }
      return new RemovePlan(module, reason, parts);
    }

    private void addParts(ModuleRef found, Reason reason, List<RemovePart> parts)
        throws IOException {
      ModuleName module = found.name();
      steps++;
      Rule.Softdep softdep = request.has(Option.IGNORE_REMOVE) ? null : config.softdepOf(module);
      Rule.Remove command = request.has(Option.IGNORE_REMOVE) ? null : found.remove(config);
      Obstacle obstacle = command == null ? absence(module) : null;
      if (obstacle != null) {
        parts.add(new RemoveStep.Refused(module, obstacle, List.of(), reason));
        return;
      }
      if (softdep != null) {
        addSoft(softdep.post(), new Reason.SoftDependencyOf(module, softdep), parts);
      }
      if (holdersGo(reason)) {
        addHolders(module, reason, parts);
      }
      if (command != null) {
        parts.add(new RemoveStep.RemoveCommand(module, command, reason));
        release(module);
      } else if (references(module) > 0 && request.waitMillis() <= 0) {
        parts.add(new RemoveStep.Refused(module, Obstacle.IN_USE, List.of(), reason));
        return;
      } else {
        parts.add(new RemoveStep.Remove(module, reason));
        release(module);
        addUnused(module, parts);
      }
      if (softdep != null) {
        addSoft(softdep.pre(), new Reason.SoftDependencyOf(module, softdep), parts);
      }
    }

    /** Whether those that use a module go too: never of one that only goes along. */
    private boolean holdersGo(Reason reason) {
      return reason instanceof Reason.Requested
          ? request.has(Option.REMOVE_HOLDERS) || request.has(Option.REMOVE_ALL_HOLDERS)
          : reason instanceof Reason.HolderOf && request.has(Option.REMOVE_ALL_HOLDERS);
    }

    /** As kmod has it, the one that the kernel lists last comes first. */
    private void addHolders(ModuleName module, Reason reason, List<RemovePart> parts)
        throws IOException {
      List<ModuleName> holders = List.of();
      try {
        holders = live.listHolders(module);
      } catch (IOException e) {
        // Of one that goes meanwhile nobody has to hear.
        if (live.state(module) == ModuleState.ABSENT) {
          parts.add(new RemoveStep.HoldersUnknown(module, e, reason));
        }
      }
      for (ModuleName holder : holders.reversed()) {
        if (!gone.contains(holder)) {
          parts.add(plan(ModuleRef.named(holder), new Reason.HolderOf(module)));
        }
      }
    }

    private @Nullable Obstacle absence(ModuleName module) throws IOException {
      if (modules.isBuiltin(module)) {
        return Obstacle.BUILTIN;
      }
      return gone.contains(module) || live.state(module) == ModuleState.ABSENT
          ? Obstacle.NOT_LOADED
          : null;
    }

    /** The last of all that the words stand for comes first. */
    private void addSoft(List<String> names, Reason reason, List<RemovePart> parts)
        throws IOException {
      List<ModuleRef> all = new ArrayList<>();
      for (String name : names) {
        for (Match match : lookup.find(name)) {
          all.add(match.module());
        }
      }
      for (ModuleRef module : all.reversed()) {
        Obstacle obstacle = module.remove(config) == null ? absence(module.name()) : null;
        // That there is nothing to remove is no complaint here.
        boolean isComplaint = obstacle == Obstacle.NOT_LOADED && request.has(Option.FIRST_TIME);
        if (obstacle == null || isComplaint) {
          parts.add(plan(module, reason));
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
    private void addUnused(ModuleName module, List<RemovePart> parts) throws IOException {
      for (ModuleName dependency : dependencies(module)) {
        // One on the path is on its way out itself, after its holders.
        if (gone.contains(dependency)
            || path.contains(dependency)
            || modules.isBuiltin(dependency)
            || live.state(dependency) == ModuleState.ABSENT
            || references(dependency) != 0) {
          continue;
        }
        parts.add(new RemoveStep.Remove(dependency, new Reason.UnusedAfter(module)));
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
