package org.jkmod.policy;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jkmod.ModuleName;

/**
 * The policy as a list of modules, for programs that know no policy: those that must not be loaded,
 * less those that one which may be loaded needs.
 */
public final class PolicyExport {
  private PolicyExport() {}

  /**
   * The modules with what is against each, by name.
   *
   * @param kernels for each kernel its modules with those that each needs, direct and indirect
   */
  public static Map<ModuleName, Policy.Judgement> refused(
      Policy policy, List<Map<ModuleName, List<ModuleName>>> kernels) {
    Map<ModuleName, Policy.Judgement> refused = new TreeMap<>();
    Set<ModuleName> needed = new HashSet<>();
    for (Map<ModuleName, List<ModuleName>> modules : kernels) {
      for (Map.Entry<ModuleName, List<ModuleName>> module : modules.entrySet()) {
        ModuleName name = module.getKey();
        Policy.Judgement judgement = policy.judgeWhole(name, module.getValue());
        if (judgement.blocks()) {
          refused.putIfAbsent(name, judgement);
        } else {
          needed.addAll(module.getValue());
        }
      }
    }
    refused.keySet().removeAll(needed);
    return refused;
  }
}
