package org.jkmod.load;

import java.io.IOException;
import org.jkmod.resolve.LoadStep;

/** A required step of a plan failed. */
public final class LoadFailure extends Exception {
  private static final long serialVersionUID = 1;

  private final transient LoadStep step;
  private final IOException reason;

  LoadFailure(LoadStep step, IOException reason) {
    super(step.module() + ": " + reason.getMessage(), reason);
    this.step = step;
    this.reason = reason;
  }

  public LoadStep step() {
    return step;
  }

  /** What went wrong. */
  public IOException reason() {
    return reason;
  }
}
