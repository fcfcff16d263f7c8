package org.jkmod.resolve;

import java.util.ArrayList;
import java.util.List;
import org.jkmod.ModuleName;

/**
 * What removing one module takes, in order, with the plans of the modules that go along. Unlike a
 * {@link LoadPlan} it is for one module and made when that one's turn has come: what can go depends
 * on what the kernel has then.
 *
 * @param module the module's name
 * @param reason why it is to go
 * @param parts in order; one that fails ends the plan, unless it {@linkplain RemovePart#mayFail may
 *     fail}
 */
public record RemovePlan(ModuleName module, Reason reason, List<RemovePart> parts)
    implements RemovePart {
  public RemovePlan {
    parts = List.copyOf(parts);
  }

  /** A soft dependency that stays keeps nothing else. */
  @Override
  public boolean mayFail() {
    return reason instanceof Reason.SoftDependencyOf;
  }

  /** All steps in the order in which they come, those of the plans in this one too. */
  public List<RemoveStep> steps() {
    List<RemoveStep> steps = new ArrayList<>();
    collect(steps);
    return steps;
  }

  private void collect(List<RemoveStep> steps) {
    for (RemovePart part : parts) {
      if (part instanceof RemoveStep step) {
        steps.add(step);
      } else if (part instanceof RemovePlan plan) {
        plan.collect(steps);
      }
    }
  }
}
