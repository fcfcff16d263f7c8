package org.jkmod.resolve;

import java.util.List;
import org.jkmod.config.Rule;
import org.jspecify.annotations.Nullable;

/**
 * What loading one module takes, in order. A module may come twice, when two others pull it in:
 * whoever carries the plan out looks at the kernel before each step.
 *
 * @param target what was asked for
 * @param steps empty when the target is blacklisted
 * @param badNames what soft dependencies name that cannot be a name, once for each time it was met
 * @param blacklistedBy the rule that keeps the target out, null when none does
 */
public record LoadPlan(
    ModuleRef target,
    List<LoadStep> steps,
    Rule.@Nullable Blacklist blacklistedBy,
    List<String> badNames) {
  public LoadPlan {
    steps = List.copyOf(steps);
    badNames = List.copyOf(badNames);
  }
}
