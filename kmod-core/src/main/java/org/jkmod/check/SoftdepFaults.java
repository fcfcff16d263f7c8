package org.jkmod.check;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jkmod.AliasKey;
import org.jkmod.ModuleName;
import org.jkmod.bytes.Glob;
import org.jkmod.config.ModprobeConfig;
import org.jkmod.config.Rule;

/** What is wrong with softdep lines of files; those that depmod makes are the modules' own. */
final class SoftdepFaults {
  private final ModprobeConfig config;
  private final Kernels kernels;
  private final Findings found;
  private final Set<Set<ModuleName>> loops = new HashSet<>();

  SoftdepFaults(ModprobeConfig config, Kernels kernels, Findings found) {
    this.config = config;
    this.kernels = kernels;
    this.found = found;
  }

  void check() throws IOException {
    for (Rule.Softdep softdep : config.softdeps()) {
      if (RuleFaults.isWritten(softdep)) {
        check(softdep);
      }
    }
  }

  private void check(Rule.Softdep rule) throws IOException {
    String module = rule.pattern();
    if (rule.pre().isEmpty() && rule.post().isEmpty()) {
      found.report(Fault.SOFTDEP_EMPTY, rule, module);
      return;
    }
    if (Glob.isPattern(module)) {
      return;
    }
    ModuleName name = Kernels.named(module);
    Rule.Softdep first = config.softdepOf(name);
    if (first != null && !first.origin().equals(rule.origin())) {
      found.report(Fault.SOFTDEP_SECOND, rule, module, first.origin().toString());
      return;
    }
    if (!kernels.isEmpty() && RuleFaults.isAdministrators(rule)) {
      if (!kernels.has(name)) {
        found.report(Fault.SOFTDEP_MISSING, rule, module);
      }
      for (String other : names(rule)) {
        if (!isKnown(other)) {
          found.report(Fault.SOFTDEP_TO_MISSING, rule, module, other);
        }
      }
    }
    List<ModuleName> path = new ArrayList<>();
    if (leadsTo(name, name, path, new HashSet<>()) && loops.add(new HashSet<>(path))) {
      found.report(Fault.SOFTDEP_LOOP, rule, String.join(", ", ModuleName.texts(path)));
    }
  }

  private static List<String> names(Rule.Softdep rule) {
    List<String> names = new ArrayList<>(rule.pre());
    names.addAll(rule.post());
    return names;
  }

  private boolean isKnown(String name) throws IOException {
    AliasKey key = AliasKey.of(name);
    return key != null
        && (kernels.has(ModuleName.of(key))
            || !config.aliasesOf(key).isEmpty()
            || config.installOf(ModuleName.of(key)) != null
            || !kernels.aliased(name).isEmpty());
  }

  /** Whether soft dependencies lead from one module to another; the path has those on the way. */
  private boolean leadsTo(
      ModuleName from, ModuleName to, List<ModuleName> path, Set<ModuleName> entered) {
    Rule.Softdep softdep = config.softdepOf(from);
    if (softdep == null || !entered.add(from)) {
      return false;
    }
    path.add(from);
    for (String name : names(softdep)) {
      ModuleName next = Kernels.named(name);
      if (next.equals(to) || leadsTo(next, to, path, entered)) {
        return true;
      }
    }
    path.removeLast();
    return false;
  }
}
