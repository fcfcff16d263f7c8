package org.jkmod.load;

import java.io.IOException;
import org.jkmod.ModuleName;
import org.jkmod.resolve.RemoveStep;

/** Is told what is done of a removal, or would be, in order. */
public interface RemoveListener {
  /** Nothing has that name. The operand fails. */
  default void notFound(String operand) {}

  /** The modules that use it could not be listed: {@link RemoveStep.HoldersUnknown}. */
  default void holdersUnknown(ModuleName module, IOException reason) {}

  /** The step is about to be done. */
  default void step(RemoveStep step) {}

  /** Something stands in the way. The target fails. */
  default void refused(RemoveStep.Refused step) {}

  /** It was waited for and is still in use. The target fails. */
  default void stillInUse(RemoveStep step) {}

  /** The kernel did not remove it, or the command failed. The target fails. */
  default void failed(RemoveStep step, IOException reason) {}
}
