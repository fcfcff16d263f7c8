package org.jkmod.resolve;

/** A part of a {@link RemovePlan}: a step, or the plan of a module that goes along. */
public sealed interface RemovePart permits RemoveStep, RemovePlan {
  /** Why it is here. */
  Reason reason();

  /** Whether the rest of the plan that it is part of is carried out all the same when it fails. */
  boolean mayFail();
}
