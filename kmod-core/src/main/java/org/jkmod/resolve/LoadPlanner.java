package org.jkmod.resolve;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jkmod.AliasKey;
import org.jkmod.ModuleName;
import org.jkmod.ModulePath;
import org.jkmod.SystemRoot;
import org.jkmod.config.ModprobeConfig;
import org.jkmod.config.Rule;
import org.jkmod.index.DependencyLine;
import org.jkmod.index.ModuleDirectory;
import org.jkmod.live.LiveModules;
import org.jkmod.live.ModuleState;
import org.jkmod.resolve.LoadRequest.Option;
import org.jkmod.resolve.ModulePolicy.Role;
import org.jspecify.annotations.Nullable;

/**
 * Makes plans for loading: from the configuration, the indexes, what the kernel has and what a
 * policy allows. All that decides about loading is here; it does nothing.
 *
 * <p>Long because what an operand stands for, what is in its way and what must come before it is
 * one decision with one memory.
 */
public final class LoadPlanner {
  private final SystemRoot root;
  private final ModprobeConfig config;
  private final ModuleDirectory modules;
  private final ModuleLookup lookup;
  private final LiveModules live;
  private final ModulePolicy policy;

  /**
   * @param root where operands that are files are looked for
   * @param live what the kernel has; {@link LiveModules#NONE} for one without modules
   */
  public LoadPlanner(
      SystemRoot root,
      ModprobeConfig config,
      ModuleDirectory modules,
      LiveModules live,
      ModulePolicy policy) {
    this.root = root;
    this.config = config;
    this.modules = modules;
    this.lookup = new ModuleLookup(config, modules);
    this.live = live;
    this.policy = policy;
  }

  /**
   * The plan. A file that cannot be read is part of it: the operands before that one can be loaded.
   */
  public LoadPlan plan(LoadRequest request) {
    Planning planning = new Planning(request);
    List<PlannedOperand> operands = new ArrayList<>();
    for (Operand operand : request.operands()) {
      PlannedOperand planned = planning.plan(operand);
      operands.add(planned);
      if (planned.problem() != null) {
        break;
      }
    }
    return new LoadPlan(request, operands, modules);
  }

  /** What the operands of one request share. */
  private final class Planning {
    private final LoadRequest request;
    private final boolean complete;
    private final LiveModules kernel;
    private final Map<ModuleName, ModuleState> states = new HashMap<>();
    private final Map<String, Judged> judged = new HashMap<>();

    /** A command may load and remove anything: what the kernel has is not known after it. */
    private boolean runsCommands;

    Planning(LoadRequest request) {
      this.request = request;
      this.complete = request.isComplete();
      this.kernel = request.has(Option.IGNORE_LOADED) ? LiveModules.NONE : live;
    }

    PlannedOperand plan(Operand operand) {
      try {
        List<LoadTarget> targets = new ArrayList<>();
        for (Match match : find(operand)) {
          targets.add(plan(operand, match));
        }
        return new PlannedOperand(operand, targets, refusal(targets), null);
      } catch (IOException e) {
        return new PlannedOperand(operand, List.of(), null, e);
      }
    }

    private List<Match> find(Operand operand) throws IOException {
      if (!operand.isFile()) {
        return lookup.find(operand.text());
      }
      if (operand.text().endsWith("/") || !root.exists(operand.text())) {
        return List.of();
      }
      String path = root.absolute(operand.text());
      return List.of(new Match(ModuleRef.file(ModuleName.inFile(path), path), null, null));
    }

    private LoadTarget plan(Operand operand, Match match) throws IOException {
      ModuleRef module = match.module();
      ModuleState state = complete ? ModuleState.ABSENT : presence(module);
      boolean isPresent = state == ModuleState.LIVE || state == ModuleState.BUILTIN;
      Rule.Blacklist blacklist = config.blacklistOf(module.name());
      boolean isBlacklisted =
          blacklist != null && (module.alias() != null || request.has(Option.USE_BLACKLIST));
      Walk walk = new Walk(module, operand);
      boolean hasSteps = !request.has(Option.RESOLVE_ONLY) && (!isPresent || runsCommands);
      if (hasSteps && !isBlacklisted) {
        walk.visit(module, new Reason.Requested());
      } else if (request.has(Option.RESOLVE_ONLY) && policy != ModulePolicy.NONE) {
        walk.judge(module, dependencies(module), Role.TARGET);
      }
      return new LoadTarget(
          match,
          state,
          blacklist,
          isBlacklisted,
          walk.refusal,
          List.copyOf(walk.objections.values()),
          walk.badNames,
          walk.steps,
          walk.softRanges);
    }

    /** A file is what it is, whatever else has its name. */
    ModuleState presence(ModuleRef module) throws IOException {
      boolean isBuiltin =
          module.path() == null && (module.isBuiltin() || modules.isBuiltin(module.name()));
      return isBuiltin ? ModuleState.BUILTIN : state(module.name());
    }

    ModuleState state(ModuleName module) {
      ModuleState state = states.get(module);
      if (state == null) {
        state = kernel.state(module);
        states.put(module, state);
      }
      return state;
    }

    /** What the policy has against a module; it is asked once for each role. */
    @Nullable Objection objection(String asked, ModuleName module, Role role) {
      if (policy == ModulePolicy.NONE) {
        return null;
      }
      String key = role + " " + module + (role == Role.TARGET ? " " + asked : "");
      Judged known = judged.get(key);
      if (known == null) {
        known = new Judged(policy.objection(asked, module, role));
        judged.put(key, known);
      }
      return known.objection();
    }

    /**
     * One walk over the graph of hard and soft dependencies; a module is entered once, so loops
     * end.
     */
    private final class Walk {
      private final ModuleRef target;
      private final Operand operand;
      private final Set<ModuleRef> entered = new HashSet<>();
      private final Set<ModuleName> required = new HashSet<>();
      private final List<LoadStep> steps = new ArrayList<>();
      private final List<LoadTarget.SoftRange> softRanges = new ArrayList<>();
      private final List<String> badNames = new ArrayList<>();

      /** By what is against whom: values compare slowly in the executable. */
      private final Map<String, Objection> objections = new LinkedHashMap<>();

      private @Nullable Objection refusal;

      Walk(ModuleRef target, Operand operand) {
        this.target = target;
        this.operand = operand;
      }

      void visit(ModuleRef module, Reason reason) throws IOException {
        if (!entered.add(module)) {
          return;
        }
        List<ModuleRef> dependencies = dependencies(module);
        Role role = Role.SOFT_DEPENDENCY;
        if (reason instanceof Reason.Requested) {
          role = Role.TARGET;
          required.add(module.name());
          for (ModuleRef dependency : dependencies) {
            required.add(dependency.name());
          }
        }
        Objection objection = judge(module, dependencies, role);
        if (objection != null && role == Role.SOFT_DEPENDENCY) {
          // With it goes what only it needs, which is not entered.
          addVerdict(module, new Verdict.Forbidden(objection), reason, state(module.name()));
          return;
        }
        if (objection != null) {
          refusal = objection;
        }
        for (ModuleRef dependency : dependencies) {
          addWithSoftdeps(dependency, new Reason.DependencyOf(module.name()));
        }
        if (role == Role.TARGET && request.has(Option.IGNORE_INSTALL)) {
          add(module, reason);
        } else {
          addWithSoftdeps(module, reason);
        }
      }

      /** Why the module may not be loaded, by itself or for what it needs; null when it may. */
      private @Nullable Objection judge(ModuleRef module, List<ModuleRef> dependencies, Role role) {
        String asked = operand.isFile() ? target.name().text() : operand.text();
        Objection enforced = note(objection(asked, module.name(), role), null);
        for (ModuleRef dependency : dependencies) {
          enforced = note(objection(asked, dependency.name(), Role.DEPENDENCY), enforced);
        }
        return enforced;
      }

      private @Nullable Objection note(
          @Nullable Objection objection, @Nullable Objection enforced) {
        if (objection == null) {
          return enforced;
        }
        objections.putIfAbsent(objection.subject() + " " + objection.origin(), objection);
        return enforced == null && objection.enforced() ? objection : enforced;
      }

      private void addWithSoftdeps(ModuleRef module, Reason reason) throws IOException {
        Rule.Softdep softdep = config.softdepOf(module.name());
        if (softdep == null) {
          add(module, reason);
          return;
        }
        List<Match> pre = findAll(softdep.pre());
        List<Match> post = findAll(softdep.post());
        Reason soft = new Reason.SoftDependencyOf(module.name(), softdep);
        int first = steps.size();
        for (Match before : pre) {
          visit(before.module(), soft);
        }
        int owner = steps.size();
        // kmod 34.2 passes over an install command then; people block modules by one.
        add(module, reason);
        for (Match after : post) {
          visit(after.module(), soft);
        }
        softRanges.add(new LoadTarget.SoftRange(first, owner, steps.size()));
      }

      private List<Match> findAll(List<String> names) throws IOException {
        List<Match> found = new ArrayList<>();
        for (String name : names) {
          if (!AliasKey.isValid(name)) {
            badNames.add(name);
          }
          found.addAll(lookup.find(name));
        }
        return found;
      }

      private void add(ModuleRef found, Reason reason) throws IOException {
        // What the target needs may need it: then that is the target too, with its file and all.
        boolean isTarget = found.equals(target);
        ModuleRef module = isTarget ? target : found;
        ModuleName name = module.name();
        List<Rule.Options> options = config.optionsOf(name, module.alias());
        String text = parameters(options, isTarget ? operand.parameters() : null);
        boolean ignoresCommand = isTarget && request.has(Option.IGNORE_INSTALL);
        Rule.Install install = ignoresCommand ? null : module.install(config);
        if (install != null) {
          runsCommands = true;
          addVerdict(
              module, new Verdict.InstallCommand(install, text, options), reason, presence(module));
          return;
        }
        String path = pathOf(module);
        if (path != null) {
          addVerdict(module, new Verdict.Insert(path, text, options), reason, state(name));
        } else if (module.isBuiltin() || modules.isBuiltin(name)) {
          addVerdict(module, new Verdict.Builtin(), reason, ModuleState.BUILTIN);
        } else {
          addVerdict(module, new Verdict.Missing(module.alias()), reason, state(name));
        }
      }

      private void addVerdict(ModuleRef module, Verdict verdict, Reason reason, ModuleState state) {
        ModuleName name = module.name();
        steps.add(new LoadStep(name, verdict, reason, required.contains(name), state));
      }
    }
  }

  /** An answer of the policy, which may be null. */
  private record Judged(@Nullable Objection objection) {}

  /** Of several modules those that are forbidden are left out; it takes all of them to refuse. */
  private static @Nullable Objection refusal(List<LoadTarget> targets) {
    Objection last = null;
    for (LoadTarget target : targets) {
      if (target.refusal() == null) {
        return null;
      }
      last = target.refusal();
    }
    return last;
  }

  private @Nullable String pathOf(ModuleRef module) throws IOException {
    if (module.path() != null) {
      return module.path();
    }
    DependencyLine line = modules.dependencies(module.name());
    return line == null ? null : modules.resolve(line.path());
  }

  /** What a module needs, in the order in which it must be loaded. */
  private List<ModuleRef> dependencies(ModuleRef module) throws IOException {
    DependencyLine line = modules.dependencies(module.name());
    if (line == null) {
      return List.of();
    }
    List<ModuleRef> dependencies = new ArrayList<>();
    for (ModulePath path : line.dependencies().reversed()) {
      dependencies.add(ModuleRef.named(path.module()));
    }
    return dependencies;
  }

  /**
   * The configuration's options, a blank after each even if nothing follows, then what the caller
   * gave: scripts compare what is printed with kmod's.
   */
  private static String parameters(List<Rule.Options> options, @Nullable String extra) {
    StringBuilder parameters = new StringBuilder();
    for (Rule.Options rule : options) {
      parameters.append(rule.options()).append(' ');
    }
    return extra == null ? parameters.toString() : parameters.append(extra).toString();
  }
}
