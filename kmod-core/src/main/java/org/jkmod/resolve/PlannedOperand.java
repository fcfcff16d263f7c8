package org.jkmod.resolve;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of an operand: modules, a refusal, or a file that could not be read. Without any of
 * these nothing has that name, or there is no such file.
 *
 * @param targets the modules that it stands for, in order; the last decides whether it succeeds
 * @param refusal why nothing of it may be done; null when something may
 * @param problem why it could not be planned; null when it could
 */
public record PlannedOperand(
    Operand operand,
    List<LoadTarget> targets,
    @Nullable Objection refusal,
    @Nullable IOException problem) {
  public PlannedOperand {
    targets = List.copyOf(targets);
  }

  /** Whether nothing has that name, or there is no such file. */
  public boolean isUnknown() {
    return targets.isEmpty() && refusal == null && problem == null;
  }
}
