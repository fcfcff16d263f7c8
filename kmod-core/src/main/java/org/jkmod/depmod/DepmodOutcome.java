package org.jkmod.depmod;

import java.io.IOException;

/** What came of a run of {@link Depmod}. */
public sealed interface DepmodOutcome
    permits DepmodOutcome.Refused, DepmodOutcome.Cyclic, DepmodOutcome.Unchanged, LinkedTree {
  /** One of the files that were asked for cannot be taken; the listener has been told why. */
  record Refused() implements DepmodOutcome {}

  /**
   * Modules depend on each other in circles, so there is nothing to write; the listener has been
   * told of each circle.
   *
   * @param modules how many
   */
  record Cyclic(int modules) implements DepmodOutcome {}

  /** All files are there already as this run would write them. */
  final class Unchanged implements DepmodOutcome {
    private final DepmodRun run;

    Unchanged(DepmodRun run) {
      this.run = run;
    }

    /**
     * Sets the time of modules.dep as if it had been written: {@link Depmod#isUpToDate} looks at
     * it.
     */
    public void touch() throws IOException {
      String folder = run.request().output();
      IndexPublisher.removeLeftovers(run.root(), folder);
      run.root().files().touch(run.root().place(folder) + "/modules.dep");
    }
  }
}
