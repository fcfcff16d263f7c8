package org.jkmod.resolve;

import java.util.List;
import org.jkmod.ModuleName;
import org.jkmod.config.Rule;
import org.jkmod.live.ModuleState;
import org.jspecify.annotations.Nullable;

/**
 * One module that an operand stands for, and what loading it takes.
 *
 * @param match the module, and what led to it
 * @param state where the kernel had it when the plan was made; ABSENT when the request is for a
 *     complete plan, where only the steps have it
 * @param blacklist the rule that blacklists it, whether that counts or not; null when none does
 * @param isBlacklisted whether that rule keeps it out: then it has no steps, and that is no failure
 * @param refusal why nothing of it may be done; null when it may
 * @param objections all that the policy has against it and its dependencies, also what is not
 *     enforced
 * @param badNames what soft dependencies name that cannot be a name, once for each time it was met
 * @param steps in order. A module may come twice, when two others pull it in: whoever carries the
 *     plan out looks at the kernel before each step. Empty when the kernel has the target already
 * @param softRanges where the soft dependencies of a step lie, for {@link PlanGraph}
 */
public record LoadTarget(
    Match match,
    ModuleState state,
    Rule.@Nullable Blacklist blacklist,
    boolean isBlacklisted,
    @Nullable Objection refusal,
    List<Objection> objections,
    List<String> badNames,
    List<LoadStep> steps,
    List<SoftRange> softRanges) {
  public LoadTarget {
    objections = List.copyOf(objections);
    badNames = List.copyOf(badNames);
    steps = List.copyOf(steps);
    softRanges = List.copyOf(softRanges);
  }

  /**
   * The steps that a soft dependency line put around a step: from {@code first} to before {@code
   * owner} those that come first, up to before {@code end} those that come after. Places in {@link
   * LoadTarget#steps}.
   */
  public record SoftRange(int first, int owner, int end) {}

  /** The module's name. */
  public ModuleName name() {
    return match.module().name();
  }

  /** Whether there was nothing to do when the plan was made. */
  public boolean isPresent() {
    return state == ModuleState.LIVE || state == ModuleState.BUILTIN;
  }

  /** Whether it is part of the kernel. */
  public boolean isBuiltin() {
    return state == ModuleState.BUILTIN;
  }
}
