package org.jkmod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.jkmod.fixtures.Rootfs;
import org.jkmod.fixtures.golden.GoldenCase.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Options that kmod 34.2 no longer has, and old scripts still give. */
class RemovedOptionsTest {
  @TempDir Path folder;

  private Outcome run(String... command) {
    return GoldenReplay.start(List.of(command), new Rootfs(folder));
  }

  @Test
  void depmodWarnsAsKmod30Did() {
    new Rootfs(folder).folder("/lib/modules/1.0");
    for (String option : new String[] {"--unresolved-error", "--quiet", "--root", "--map"}) {
      Outcome outcome = run("depmod", option, "-n", "1.0");
      assertThat(outcome.status()).isZero();
      assertThat(outcome.stderr())
          .startsWith("depmod: WARNING: Ignored deprecated option " + option + "\n");
    }
    for (String option : new String[] {"-u", "-q", "-r"}) {
      assertThat(run("depmod", option, "-n", "1.0").stderr()).contains("Ignored deprecated option");
    }
  }

  @Test
  void theOthersSayNothing() {
    assertThat(run("insmod", "-p", "/nosuch").stderr()).doesNotContain("invalid option");
    assertThat(run("rmmod", "-w", "nosuch").stderr())
        .isEqualTo(run("rmmod", "nosuch").stderr())
        .isEqualTo(run("rmmod", "--wait", "nosuch").stderr());
    assertThat(run("modprobe", "-k", "nosuch").stderr())
        .isEqualTo(run("modprobe", "nosuch").stderr())
        .isEqualTo(run("modprobe", "--autoclean", "nosuch").stderr());
  }

  @Test
  void theyTakeNoAbbreviationAway() {
    assertThat(run("depmod", "--q", "-n", "x").stderr())
        .isEqualTo("depmod: ERROR: Bad version passed x\n");
    assertThat(run("depmod", "--m", "/m", "-n", "x").stderr())
        .isEqualTo("depmod: ERROR: Bad version passed x\n");
  }
}
