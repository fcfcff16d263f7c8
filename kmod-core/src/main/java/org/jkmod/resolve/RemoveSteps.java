package org.jkmod.resolve;

import java.io.IOException;

/** Does the steps of a removal, or only tells them. */
@FunctionalInterface
public interface RemoveSteps {
  /** What became of a step, or of all that was to be done for a module. */
  enum Outcome {
    DONE,
    /** It stays, and so does the module that asked for it if it cannot go without. */
    STAYS,
    /** It stays, and nothing more is to be done, for no module. */
    END
  }

  /** Takes the next step. */
  Outcome take(RemoveStep step) throws IOException;
}
