package org.jkmod.depmod;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;

/** What came of a run of {@link Depmod}. */
public sealed interface DepmodOutcome
    permits DepmodOutcome.Cyclic, DepmodOutcome.Unchanged, LinkedTree {
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
      FileTime now = FileTime.fromMillis(System.currentTimeMillis());
      Files.getFileAttributeView(
              run.root().locate(folder + "/modules.dep"),
              BasicFileAttributeView.class,
              LinkOption.NOFOLLOW_LINKS)
          .setTimes(now, null, null);
    }
  }
}
