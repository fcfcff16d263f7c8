package org.jkmod;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jkmod.index.ModuleDirectory.Index;
import org.jkmod.live.LoadedModule;
import org.jkmod.live.ModuleState;
import org.jkmod.policy.Policy;
import org.jkmod.policy.PolicyExport;
import org.jkmod.policy.PolicyVerdict;
import org.jspecify.annotations.Nullable;

/** What a policy says of the modules of a kernel, and where these are now. */
public final class PolicySurvey {
  private final Kmod kmod;
  private final Policy policy;

  public PolicySurvey(Kmod kmod, Policy policy) {
    this.kmod = kmod;
    this.policy = policy;
  }

  /**
   * What is known of a module.
   *
   * @param needs the module because of which it is forbidden, when that is another
   */
  public record Row(
      ModuleName name,
      PolicyVerdict verdict,
      @Nullable ModuleName needs,
      boolean loaded,
      boolean builtin) {}

  /** All modules: those that have a file, are part of the kernel, or are loaded from elsewhere. */
  public List<Row> all() throws IOException {
    Map<ModuleName, List<ModuleName>> needs = new TreeMap<>();
    for (LoadedModule module : loaded()) {
      needs.put(module.name(), List.of());
    }
    kmod.directory().forEach(Index.BUILTINS, entry -> needs.put(entry.module(), List.of()));
    for (KernelModule module : kmod.all()) {
      needs.put(module.name(), module.dependencyNames());
    }
    List<Row> rows = new ArrayList<>();
    for (Map.Entry<ModuleName, List<ModuleName>> module : needs.entrySet()) {
      rows.add(row(module.getKey(), policy.judgeWhole(module.getKey(), module.getValue())));
    }
    return rows;
  }

  /** The modules that a name or an alias stands for; empty when nothing knows it. */
  public List<Row> named(String nameOrAlias) throws IOException {
    List<Row> rows = new ArrayList<>();
    for (KernelModule module : kmod.find(nameOrAlias)) {
      PolicyVerdict asked = policy.judgeRequest(nameOrAlias, module.name());
      rows.add(
          row(
              module.name(),
              asked instanceof PolicyVerdict.Forbidden
                  ? new Policy.Judgement(asked, module.name())
                  : policy.judgeWhole(module.name(), module.dependencyNames())));
    }
    return rows;
  }

  private Row row(ModuleName name, Policy.Judgement judgement) throws IOException {
    boolean isBuiltin = kmod.directory().isBuiltin(name);
    boolean isOther = !judgement.module().equals(name);
    return new Row(
        name,
        judgement.verdict(),
        isOther ? judgement.module() : null,
        kmod.live().state(name) == ModuleState.LIVE,
        isBuiltin);
  }

  /** Without /proc, as in an image, nothing is loaded. */
  private List<LoadedModule> loaded() {
    try {
      return kmod.live().loaded();
    } catch (IOException e) {
      return List.of();
    }
  }

  /**
   * The loaded modules that must not be, in the kernel's order. One that is on no list and that
   * another uses is there as what that one needs.
   */
  public List<ModuleName> loadedAndForbidden() throws IOException {
    List<ModuleName> forbidden = new ArrayList<>();
    for (LoadedModule module : kmod.live().loaded()) {
      ModuleName name = module.name();
      boolean isUsed = !kmod.live().holders(name).isEmpty();
      PolicyVerdict verdict = isUsed ? policy.judgeDependency(name) : policy.judge(name);
      if (verdict instanceof PolicyVerdict.Forbidden) {
        forbidden.add(name);
      }
    }
    return forbidden;
  }

  /** Whether the kernel has the module now. */
  public boolean isLoaded(ModuleName module) {
    return kmod.live().state(module) != ModuleState.ABSENT;
  }

  /** What an export of the policy keeps out of some kernels, by name. */
  public static Map<ModuleName, Policy.Judgement> refused(Policy policy, List<Kmod> kernels)
      throws IOException {
    List<Map<ModuleName, List<ModuleName>>> modules = new ArrayList<>();
    for (Kmod kernel : kernels) {
      Map<ModuleName, List<ModuleName>> dependencies = new TreeMap<>();
      for (KernelModule module : kernel.all()) {
        dependencies.put(module.name(), module.dependencyNames());
      }
      modules.add(dependencies);
    }
    return PolicyExport.refused(policy, modules);
  }
}
