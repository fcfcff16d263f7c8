package org.jkmod.resolve;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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
import org.jkmod.resolve.RemoveSteps.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a removal does, step by step: each is decided when those before it are done, for
 * what can go depends on what has gone. Where steps are only told, they count as done.
 *
 * <p>Long because the way through a removal is one decision with one memory.
 */
public final class RemovePlanner {
  /** Nobody has that many; 2 soft dependencies each of 20 modules in a row are a million. */
  private static final int MODULE_LIMIT = 10_000;

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
      // A folder is taken for a file too, as kmod does: /sys/module/vfat is vfat.
      boolean isFile = !operand.endsWith("/") && root.exists(operand);
      return List.of(
          isFile
              ? ModuleRef.file(ModuleName.inFile(operand), operand)
              : ModuleRef.named(ModuleName.of(operand)));
    }
    List<ModuleRef> modules = new ArrayList<>();
    for (Match match : lookup.find(operand)) {
      modules.add(match.module());
    }
    return modules;
  }

  /** Decides about one module, by what the kernel has at each step. */
  public Outcome remove(ModuleRef module, RemoveRequest request, RemoveSteps steps)
      throws IOException {
    return new Walk(request, live, steps).run(module);
  }

  /** Decides about one module as things are now: a step that is taken well counts as done. */
  public Outcome tell(ModuleRef module, RemoveRequest request, RemoveSteps steps)
      throws IOException {
    if (request.has(Option.IGNORE_LOADED)) {
      return new Walk(request, live, steps).run(module);
    }
    RemovalForecast forecast = new RemovalForecast(live);
    RemoveSteps counted =
        step -> {
          Outcome outcome = steps.take(step);
          boolean goes =
              step instanceof RemoveStep.Remove || step instanceof RemoveStep.RemoveCommand;
          if (goes && outcome == Outcome.DONE) {
            forecast.remove(step.module(), dependencies(step.module()));
          }
          return outcome;
        };
    return new Walk(request, forecast, counted).run(module);
  }

  private boolean isKnownBuiltin(ModuleName module) {
    try {
      return modules.isBuiltin(module);
    } catch (IOException e) {
      return false;
    }
  }

  /** The way through the removal of one module. */
  private final class Walk {
    private final RemoveRequest request;
    private final LiveModules live;
    private final RemoveSteps steps;

    /** The modules that are being removed, each going along with the one before, without users. */
    private final Set<ModuleName> path = new HashSet<>();

    /** The same with users: by one of their soft dependencies kmod comes to it again, alone. */
    private final Set<ModuleName> pathWithHolders = new HashSet<>();

    private int entered;

    Walk(RemoveRequest request, LiveModules live, RemoveSteps steps) {
      this.request = request;
      this.live = live;
      this.steps = steps;
    }

    Outcome run(ModuleRef module) throws IOException {
      Reason reason = new Reason.Requested();
      return request.has(Option.ALONE) ? removeAlone(module, reason) : remove(module, reason);
    }

    private Outcome removeAlone(ModuleRef found, Reason reason) throws IOException {
      ModuleName module = found.name();
      if (request.has(Option.FORCE)) {
        return steps.take(new RemoveStep.Remove(module, reason));
      }
      if (found.path() == null && isKnownBuiltin(module)) {
        return refuse(module, Obstacle.BUILTIN, reason);
      }
      if (live.state(module) == ModuleState.ABSENT) {
        return refuse(module, Obstacle.NOT_LOADED, reason);
      }
      List<ModuleName> holders = List.of();
      try {
        holders = live.listHolders(module);
      } catch (IOException e) {
        steps.take(new RemoveStep.HoldersUnknown(module, e, reason));
      }
      int count = holders.isEmpty() ? live.referenceCount(module) : 1;
      if (count == 0) {
        return steps.take(new RemoveStep.Remove(module, reason));
      }
      Obstacle obstacle = count > 0 ? Obstacle.IN_USE : Obstacle.NO_UNLOADING;
      return steps.take(new RemoveStep.Refused(module, obstacle, holders, reason));
    }

    /** That there is nothing to remove is a complaint only where it is asked for. */
    private Outcome refuse(ModuleName module, Obstacle obstacle, Reason reason) throws IOException {
      if (obstacle == Obstacle.NOT_LOADED
          && !request.has(Option.FIRST_TIME)
          && !request.has(Option.ALONE)) {
        return Outcome.DONE;
      }
      return steps.take(new RemoveStep.Refused(module, obstacle, List.of(), reason));
    }

    private Outcome remove(ModuleRef module, Reason reason) throws IOException {
      // Where soft dependencies lead in a circle, or thousands of ways to the same commands.
      Set<ModuleName> way = holdersGo(reason) ? pathWithHolders : path;
      if (entered == MODULE_LIMIT || !way.add(module.name())) {
        return Outcome.DONE;
      }
      entered++;
      Outcome outcome = removeOnPath(module, reason);
      way.remove(module.name());
      return outcome;
    }

    private Outcome removeOnPath(ModuleRef found, Reason reason) throws IOException {
      ModuleName module = found.name();
      Rule.Softdep softdep = request.has(Option.IGNORE_REMOVE) ? null : config.softdepOf(module);
      Rule.Remove command = request.has(Option.IGNORE_REMOVE) ? null : found.remove(config);
      boolean counts = command == null && !request.has(Option.IGNORE_LOADED);
      Obstacle obstacle = counts ? absence(found) : null;
      if (obstacle != null) {
        return refuse(module, obstacle, reason);
      }
      Outcome outcome = Outcome.DONE;
      if (softdep != null) {
        outcome = removeSoft(softdep.post(), new Reason.SoftDependencyOf(module, softdep));
      }
      if (outcome == Outcome.DONE && holdersGo(reason)) {
        outcome = removeHolders(module, reason);
      }
      if (outcome == Outcome.DONE) {
        outcome = removeItself(module, command, reason);
      }
      if (outcome == Outcome.DONE && softdep != null) {
        outcome = removeSoft(softdep.pre(), new Reason.SoftDependencyOf(module, softdep));
      }
      return outcome;
    }

    private Outcome removeItself(ModuleName module, Rule.@Nullable Remove command, Reason reason)
        throws IOException {
      if (command != null) {
        return steps.take(new RemoveStep.RemoveCommand(module, command, reason));
      }
      boolean isUsed = live.referenceCount(module) > 0 && !request.has(Option.IGNORE_LOADED);
      if (isUsed && request.waitMillis() <= 0) {
        return refuse(module, Obstacle.IN_USE, reason);
      }
      Outcome outcome = steps.take(new RemoveStep.Remove(module, reason));
      return outcome == Outcome.DONE ? removeUnused(module) : outcome;
    }

    /** Whether those that use a module go too: never of one that only goes along. */
    private boolean holdersGo(Reason reason) {
      return reason instanceof Reason.Requested
          ? request.has(Option.REMOVE_HOLDERS) || request.has(Option.REMOVE_ALL_HOLDERS)
          : reason instanceof Reason.HolderOf && request.has(Option.REMOVE_ALL_HOLDERS);
    }

    /** As kmod has it, the one that the kernel lists last comes first. */
    private Outcome removeHolders(ModuleName module, Reason reason) throws IOException {
      List<ModuleName> holders = List.of();
      try {
        holders = live.listHolders(module);
      } catch (IOException e) {
        // One that is there and has no such list is coming or going: nobody has to hear of that.
        if (live.state(module) == ModuleState.ABSENT) {
          steps.take(new RemoveStep.HoldersUnknown(module, e, reason));
        }
      }
      for (ModuleName holder : holders.reversed()) {
        Outcome outcome = remove(ModuleRef.named(holder), new Reason.HolderOf(module));
        if (outcome != Outcome.DONE) {
          return outcome;
        }
      }
      return Outcome.DONE;
    }

    private @Nullable Obstacle absence(ModuleRef module) throws IOException {
      if (isBuiltin(module)) {
        return Obstacle.BUILTIN;
      }
      return live.state(module.name()) == ModuleState.ABSENT ? Obstacle.NOT_LOADED : null;
    }

    private boolean isBuiltin(ModuleRef module) throws IOException {
      return module.isBuiltin() || modules.isBuiltin(module.name());
    }

    /** The last of all that the words stand for comes first. One that stays keeps nothing else. */
    private Outcome removeSoft(List<String> names, Reason reason) throws IOException {
      List<ModuleRef> all = new ArrayList<>();
      for (String name : names) {
        for (Match match : lookup.find(name)) {
          all.add(match.module());
        }
      }
      for (ModuleRef module : all.reversed()) {
        // Of one that is built in nobody has to hear here.
        boolean isOut =
            module.remove(config) == null
                && !request.has(Option.IGNORE_LOADED)
                && isBuiltin(module);
        if (!isOut && remove(module, reason) == Outcome.END) {
          return Outcome.END;
        }
      }
      return Outcome.DONE;
    }

    /**
     * Removes what the module held and nobody uses now; users come before what they use, so that
     * one pass finds the whole chain. Commands and soft dependencies are not for these, and one
     * that stays keeps nothing else.
     */
    private Outcome removeUnused(ModuleName module) throws IOException {
      List<ModuleName> dependencies = dependencies(module);
      // So kmod tells them then, whatever the reason.
      boolean isTold = request.has(Option.IGNORE_LOADED);
      for (ModuleName dependency : isTold ? dependencies.reversed() : dependencies) {
        // One on the path is on its way out itself, after its holders.
        if (path.contains(dependency)
            || pathWithHolders.contains(dependency)
            || absence(ModuleRef.named(dependency)) != null
            || live.referenceCount(dependency) != 0) {
          continue;
        }
        if (steps.take(new RemoveStep.Remove(dependency, new Reason.UnusedAfter(module)))
            == Outcome.END) {
          return Outcome.END;
        }
      }
      return Outcome.DONE;
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
