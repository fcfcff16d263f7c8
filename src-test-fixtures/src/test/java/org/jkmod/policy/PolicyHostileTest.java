package org.jkmod.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Random;
import org.jkmod.ModuleName;
import org.jkmod.fixtures.Rootfs;
import org.jkmod.policy.PolicyVerdict.Allowed;
import org.jkmod.policy.PolicyVerdict.Forbidden;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that are no policy, or a bad one: what can be read of the others still forbids, what cannot
 * is told, and it all ends.
 */
class PolicyHostileTest {
  private static final String FOLDER = "/etc/kmod/policy.d/";
  private static final String FILE = FOLDER + "5-hostile.conf";

  /** Far more than it takes: an answer that never comes is what must not be. */
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir private Path folder;
  private Rootfs rootfs;

  @BeforeEach
  void aRuleThatHolds() {
    rootfs = new Rootfs(folder).folder("/proc/self").file(FOLDER + "9-good.conf", "forbid good\n");
  }

  private Policy read() {
    return Assertions.assertTimeoutPreemptively(
        LIMIT,
        () -> {
          Policy policy = new PolicyReader(rootfs.root(), "").read();
          assertThat(policy.judge(ModuleName.asWritten("good"))).isInstanceOf(Forbidden.class);
          assertThat(policy.judge(ModuleName.asWritten("other"))).isInstanceOf(Allowed.class);
          assertThat(policy.rules()).isNotEmpty();
          return policy;
        });
  }

  @Test
  void aLineOfTenMegabytes() {
    String line = "a".repeat(10 << 20);
    rootfs.file(FILE, "forbid bad\nforbid " + line + "\nforbid worse " + line.substring(5 << 20));
    Policy policy = read();
    assertThat(policy.problems()).hasSize(1);
    assertThat(policy.judge(ModuleName.asWritten("worse"))).isInstanceOf(Forbidden.class);
    rootfs.file(FILE, "forbid " + "*a?".repeat(3 << 20));
    assertThat(read().problems()).hasSize(1);
  }

  @Test
  void moreThanAPolicyCanHave() throws IOException {
    rootfs.file(FILE, "permit *\n" + "#".repeat((int) PolicyReader.SIZE_LIMIT));
    assertThat(read().problems()).hasSize(1).first().isInstanceOf(PolicyProblem.TooLarge.class);
  }

  @Test
  void bytesThatAreNoText() {
    rootfs.file(
        FILE, "forbid \0\nforbid a\0b\n\0\0forbid b\nforbid c \0 d\nforbid \u00ff\u00fe*\n");
    Policy policy = read();
    assertThat(policy.problems()).hasSize(3);
    assertThat(policy.judge(ModuleName.asWritten("c"))).isInstanceOf(Forbidden.class);
    assertThat(policy.judge(ModuleName.asWritten("\u00ff\u00fez"))).isInstanceOf(Forbidden.class);
    byte[] noise = new byte[1 << 20];
    new Random(1).nextBytes(noise);
    rootfs.file(FILE, noise);
    assertThat(read().problems()).isNotEmpty();
  }

  @Test
  void hundredThousandPatterns() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 100_000; i++) {
      text.append("forbid *a*a*a*b").append(i % 10).append("\npermit [!-a]*?x\n");
    }
    rootfs.file(FILE, text.toString());
    Policy policy = read();
    Assertions.assertTimeoutPreemptively(
        LIMIT,
        () -> {
          assertThat(policy.judge(ModuleName.asWritten("a".repeat(60))))
              .isInstanceOf(Allowed.class);
          assertThat(policy.judge(ModuleName.asWritten("aaab7"))).isInstanceOf(Forbidden.class);
        });
    assertThat(policy.rules()).hasSize(200_001);
  }

  @Test
  void whatIsNoFile() throws Exception {
    rootfs.link(FILE, "6-hostile.conf").link(FOLDER + "6-hostile.conf", "5-hostile.conf");
    rootfs.link(FOLDER + "1.conf", "nowhere").folder(FOLDER + "2.conf");
    String fifo = Objects.requireNonNull(rootfs.path(FOLDER + "3.conf")).toString();
    assertThat(new ProcessBuilder("mkfifo", fifo).start().waitFor()).isZero();
    assertThat(read().problems())
        .hasSize(5)
        .allMatch(problem -> problem instanceof PolicyProblem.Unreadable);
  }

  @Test
  void whatIsNoFolder() throws IOException {
    rootfs.file("/run/kmod/policy.d", "").link("/usr/lib/kmod/policy.d", "policy.d");
    rootfs.link("/usr/local/lib/kmod/policy.d", "/nowhere");
    assertThat(read().problems())
        .hasSize(3)
        .allMatch(problem -> problem instanceof PolicyProblem.Unreadable);
    assertThat(Files.exists(rootfs.path(FILE))).isFalse();
  }
}
