package org.jkmod.resolve;

import java.io.IOException;
import java.util.List;
import org.jkmod.ModuleName;
import org.jspecify.annotations.Nullable;

/**
 * What removing one module takes, in order. Unlike a {@link LoadPlan} it is for one module and made
 * when that one's turn has come: what can go depends on what the kernel has then.
 *
 * @param module the module's name
 * @param holdersProblem why the modules that use it could not be listed; null when they could, or
 *     nobody had to ask
 */
public record RemovePlan(
    ModuleName module, List<RemoveStep> steps, @Nullable IOException holdersProblem) {
  public RemovePlan {
    steps = List.copyOf(steps);
  }
}
