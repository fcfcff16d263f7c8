package org.jkmod.resolve;

import java.util.List;

/** What removing one module takes, in order. */
public record RemovePlan(List<RemoveStep> steps) {
  public RemovePlan {
    steps = List.copyOf(steps);
  }
}
