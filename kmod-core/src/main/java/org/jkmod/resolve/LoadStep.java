package org.jkmod.resolve;

import org.jkmod.ModuleName;
import org.jkmod.live.ModuleState;

/**
 * A module on the way to a loaded target.
 *
 * @param module its name
 * @param verdict what is to become of it
 * @param reason why it stands at this place; {@link PlanGraph#reasons} has all reasons
 * @param required whether the target fails when this step does
 * @param state where the kernel had it when the plan was made
 */
public record LoadStep(
    ModuleName module, Verdict verdict, Reason reason, boolean required, ModuleState state) {
  /** Whether there was something to do when the plan was made. */
  public boolean isDue() {
    return state != ModuleState.LIVE && state != ModuleState.BUILTIN;
  }

  /** Calls what stands for its kind of verdict. */
  public <T, E extends Exception> T accept(Verdict.Visitor<T, E> visitor) throws E {
    return verdict.accept(this, visitor);
  }
}
