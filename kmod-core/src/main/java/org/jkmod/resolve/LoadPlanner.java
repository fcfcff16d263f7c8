package org.jkmod.resolve;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jkmod.ModuleName;
import org.jkmod.config.ModprobeConfig;
import org.jkmod.config.Rule;
import org.jkmod.index.DependencyLine;
import org.jkmod.index.ModuleDirectory;
import org.jspecify.annotations.Nullable;

/**
 * Makes the plan for loading a module from the configuration and the indexes. Looks at nothing that
 * the kernel has.
 */
public final class LoadPlanner {
  /** When the configuration's blacklist keeps a module out. */
  public enum Blacklisting {
    /** Only when it was asked for by an alias. */
    ALIASES,
    /** Always. */
    ALL
  }

  /**
   * How to plan.
   *
   * @param parameters what the caller gives the target besides the configuration's options; each
   *     ready for the kernel
   * @param ignoreCommands the target's install command is passed over; others' are not
   */
  public record Request(String parameters, boolean ignoreCommands, Blacklisting blacklisting) {}

  private final ModprobeConfig config;
  private final ModuleDirectory modules;
  private final ModuleLookup lookup;

  public LoadPlanner(ModprobeConfig config, ModuleDirectory modules) {
    this.config = config;
    this.modules = modules;
    this.lookup = new ModuleLookup(config, modules);
  }

  /** The plan for one module. */
  public LoadPlan plan(ModuleRef target, Request request) throws IOException {
    if (target.alias() != null || request.blacklisting() == Blacklisting.ALL) {
      Rule.Blacklist rule = config.blacklistOf(target.name());
      if (rule != null) {
        return new LoadPlan(target, List.of(), rule, List.of());
      }
    }
    Walk walk = new Walk(target, request);
    walk.visit(target, new Reason.Requested(), request.ignoreCommands());
    return new LoadPlan(target, walk.steps, null, walk.badNames);
  }

  /**
   * One walk over the graph of hard and soft dependencies; a module is entered once, so loops end.
   */
  private final class Walk {
    private final ModuleRef target;
    private final Request request;
    private final Set<ModuleRef> entered = new HashSet<>();
    private final Set<String> required = new HashSet<>();
    private final List<LoadStep> steps = new ArrayList<>();
    private final List<String> badNames = new ArrayList<>();

    Walk(ModuleRef target, Request request) {
      this.target = target;
      this.request = request;
    }

    void visit(ModuleRef module, Reason reason, boolean ignoreCommands) throws IOException {
      if (!entered.add(module)) {
        return;
      }
      List<ModuleRef> dependencies = dependencies(module);
      if (reason instanceof Reason.Requested) {
        required.add(module.name());
        for (ModuleRef dependency : dependencies) {
          required.add(dependency.name());
        }
      }
      for (ModuleRef dependency : dependencies) {
        addWithSoftdeps(dependency, new Reason.DependencyOf(module.name()));
      }
      if (ignoreCommands) {
        add(module, reason, true);
      } else {
        addWithSoftdeps(module, reason);
      }
    }

    private void addWithSoftdeps(ModuleRef module, Reason reason) throws IOException {
      Rule.Softdep softdep = config.softdepOf(module.name());
      if (softdep == null) {
        add(module, reason, false);
        return;
      }
      List<ModuleRef> pre = findAll(softdep.pre());
      List<ModuleRef> post = findAll(softdep.post());
      Reason soft = new Reason.SoftDependencyOf(module.name(), softdep);
      for (ModuleRef before : pre) {
        visit(before, soft, false);
      }
      // An install command is how soft dependencies were written of old: where there are real ones,
      // it is not run.
      add(module, reason, !pre.isEmpty() || !post.isEmpty());
      for (ModuleRef after : post) {
        visit(after, soft, false);
      }
    }

    private List<ModuleRef> findAll(List<String> names) throws IOException {
      List<ModuleRef> found = new ArrayList<>();
      for (String name : names) {
        if (ModuleName.normalizeAlias(name) == null) {
          badNames.add(name);
        }
        found.addAll(lookup.find(name));
      }
      return found;
    }

    private void add(ModuleRef module, Reason reason, boolean ignoreCommands) throws IOException {
      boolean isRequired = required.contains(module.name());
      List<Rule.Options> options = config.optionsOf(module.name(), module.alias());
      String parameters = parameters(options, module.equals(target) ? request.parameters() : null);
      Rule.Install install = ignoreCommands ? null : config.installOf(module.name());
      if (install != null) {
        steps.add(
            new LoadStep.InstallCommand(
                module.name(),
                install,
                parameters,
                options,
                reason,
                isRequired,
                modules.isBuiltin(module.name())));
        return;
      }
      String path = pathOf(module);
      if (path != null) {
        steps.add(
            new LoadStep.Insert(
                module.name(), path, parameters, options, reason, isRequired, false));
      } else if (modules.isBuiltin(module.name())) {
        steps.add(new LoadStep.Builtin(module.name(), reason, isRequired));
      } else {
        steps.add(new LoadStep.Missing(module.name(), module.alias(), reason, isRequired));
      }
    }

    private @Nullable String pathOf(ModuleRef module) throws IOException {
      if (module.path() != null) {
        return module.path();
      }
      DependencyLine line = modules.dependencies(module.name());
      return line == null ? null : modules.resolve(line.path());
    }
  }

  /** What a module needs, in the order in which it must be loaded. */
  private List<ModuleRef> dependencies(ModuleRef module) throws IOException {
    DependencyLine line = modules.dependencies(module.name());
    if (line == null) {
      return List.of();
    }
    List<ModuleRef> dependencies = new ArrayList<>();
    for (String path : line.dependencies().reversed()) {
      dependencies.add(ModuleRef.named(ModuleName.ofPath(path)));
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
