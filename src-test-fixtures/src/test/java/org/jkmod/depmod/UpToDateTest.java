package org.jkmod.depmod;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jkmod.fixtures.Rootfs;
import org.jkmod.port.Decompressor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code depmod -A} looks at; what it does then is in depmod-quick.golden. */
class UpToDateTest {
  private static final String TREE = "/lib/modules/1.0";

  private final List<DepmodProblem> problems = new ArrayList<>();

  private boolean isUpToDate(Rootfs rootfs) throws IOException {
    Depmod.Listener listener =
        new Depmod.Listener() {
          @Override
          public void accept(DepmodProblem problem) {
            problems.add(problem);
          }

          @Override
          public void needs(String modulePath, String symbol, String providerPath) {}
        };
    return new Depmod(rootfs.root(), Decompressor.NONE, listener).isUpToDate(TREE, 2);
  }

  private static Rootfs tree(Path folder) {
    return new Rootfs(folder)
        .link(TREE + "/kernel/a.ko", "nowhere")
        .file(TREE + "/kernel/b.ko", "b")
        .link(TREE + "/kernel/c.ko", "nowhere")
        .file(TREE + "/kernel/d.ko", "d")
        .file(TREE + "/modules.dep", "");
  }

  private static DepmodProblem broken(String name) {
    return new DepmodProblem.BrokenEntry(TREE + "/kernel", name, "No such file or directory");
  }

  @Test
  void allOfATreeIsLookedAtInWhichNothingIsNewer(@TempDir Path folder) throws IOException {
    assertThat(isUpToDate(tree(folder))).isTrue();
    assertThat(problems).containsExactly(broken("a.ko"), broken("c.ko"));
  }

  @Test
  void itStopsAtTheFirstThatIsNewer(@TempDir Path folder) throws IOException {
    assertThat(isUpToDate(tree(folder).newer(TREE + "/kernel/b.ko"))).isFalse();
    assertThat(problems).containsExactly(broken("a.ko"));
  }

  @Test
  void theLastMayBeTheNewerOne(@TempDir Path folder) throws IOException {
    assertThat(isUpToDate(tree(folder).newer(TREE + "/kernel/d.ko"))).isFalse();
    assertThat(problems).containsExactly(broken("a.ko"), broken("c.ko"));
  }
}
