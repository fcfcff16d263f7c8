package org.jkmod.load;

import org.jkmod.resolve.LoadStep;
import org.jkmod.resolve.LoadTarget;
import org.jkmod.resolve.Objection;
import org.jkmod.resolve.Operand;
import org.jkmod.resolve.PlannedOperand;

/**
 * Is told what is done of a plan, or would be, in order. Calls never overlap, also where steps are
 * done side by side.
 */
public interface LoadListener {
  /** Nothing has that name, or there is no such file. The operand fails. */
  default void notFound(Operand operand) {}

  /** The policy keeps out all that the operand stands for. The operand fails. */
  default void refused(PlannedOperand operand, Objection objection) {}

  /** The policy has something against a target or what it needs. */
  default void objected(Operand operand, LoadTarget target, Objection objection) {}

  /** It is the turn of a module that the operand stands for. */
  default void target(Operand operand, LoadTarget target) {}

  /** The kernel has it already, and it was to be the first time. The target fails. */
  default void alreadyLoaded(LoadTarget target) {}

  /** A soft dependency names what cannot be a name; it is passed over. */
  default void badDependencyName(String name) {}

  /** The step is about to be done. */
  default void step(LoadStep step) {}

  /** A step failed that the target needs: the target fails. */
  default void failed(LoadFailure failure) {}

  /** A step failed that the target does not need. */
  default void passedOver(LoadFailure failure) {}

  /**
   * Nothing more is done for the target. Side by side, targets need not be over in the plan's
   * order.
   *
   * @param good whether it did not fail
   */
  default void over(LoadTarget target, boolean good) {}
}
