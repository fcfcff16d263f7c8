package org.jkmod.resolve;

import java.util.List;
import org.jkmod.ModuleName;

/**
 * What removing one module would take as things were when it was made, in order; a step that
 * something stands in the way of is the last of its module. Unlike a {@link LoadPlan} it only
 * tells: what can go depends on what has gone, so {@link org.jkmod.load.Remover} has each step
 * decided when its turn has come.
 *
 * @param module the module's name
 * @param steps in order, those of the modules that go along too
 */
public record RemovePlan(ModuleName module, List<RemoveStep> steps) {
  public RemovePlan {
    steps = List.copyOf(steps);
  }
}
