package org.jkmod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jkmod.fixtures.ElfBuilder;
import org.jkmod.fixtures.FakeKernel;
import org.jkmod.fixtures.Rootfs;
import org.jkmod.fixtures.golden.GoldenCase.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** modprobe -a -j: the same modules, messages and status, several at once. */
class JobsTest {
  private static final String KERNEL = "/lib/modules/" + TestPorts.RELEASE + "/kernel/";

  @TempDir private Path folder;
  private Rootfs rootfs;

  @BeforeEach
  void aTree() {
    rootfs = new Rootfs(folder);
    module("llc", ElfBuilder.amd64().export("llc"));
    module("stp", ElfBuilder.amd64().need("llc").export("stp"));
    module("bridge", ElfBuilder.amd64().need("stp").need("llc"));
    module("fat", ElfBuilder.amd64().export("fat"));
    module("vfat", ElfBuilder.amd64().need("fat"));
    module("broken", ElfBuilder.amd64().need("nowhere"));
    rootfs.file("/lib/modules/" + TestPorts.RELEASE + "/modules.order", "");
    rootfs.file("/lib/modules/" + TestPorts.RELEASE + "/modules.builtin", "");
    rootfs.folder("/etc/modprobe.d").folder("/proc");
    GoldenReplay.start(List.of("depmod", TestPorts.RELEASE), rootfs);
  }

  private void module(String name, ElfBuilder elf) {
    rootfs.file(KERNEL + name + ".ko", elf.info("name=" + name).build());
  }

  private Outcome modprobe(FakeKernel kernel, String... arguments) {
    List<String> command = new ArrayList<>(List.of("modprobe"));
    command.addAll(List.of(arguments));
    return GoldenReplay.start(command, rootfs, kernel);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-j", "-j1", "-j2", "-j 3", "-j 4096", "--jobs", "--jobs=2"})
  void theSameAsWithout(String jobs) {
    FakeKernel alone = new FakeKernel(rootfs);
    Outcome expected = modprobe(alone, "-v", "-a", "bridge", "nosuch", "broken", "vfat");
    List<String> loaded = alone.modules();
    FakeKernel kernel = new FakeKernel(rootfs);
    List<String> arguments = new ArrayList<>(List.of(jobs.split(" ")));
    arguments.addAll(List.of("-v", "-a", "bridge", "nosuch", "broken", "vfat"));
    Outcome outcome = modprobe(kernel, arguments.toArray(String[]::new));
    assertThat(outcome.status()).isEqualTo(expected.status()).isEqualTo(1);
    assertThat(kernel.modules()).containsExactlyInAnyOrderElementsOf(loaded).hasSize(5);
    assertThat(outcome.stdout().lines())
        .containsExactlyInAnyOrderElementsOf(expected.stdout().lines().toList());
    assertThat(outcome.stderr().lines())
        .containsExactlyInAnyOrderElementsOf(expected.stderr().lines().toList());
    // What is said of a module stays together.
    assertThat(outcome.stdout())
        .contains(
            "insmod "
                + KERNEL
                + "llc.ko \ninsmod "
                + KERNEL
                + "stp.ko \ninsmod "
                + KERNEL
                + "bridge.ko \n");
  }

  @Test
  void onlyWithAll() {
    FakeKernel kernel = new FakeKernel(rootfs);
    assertThat(modprobe(kernel, "-j", "vfat").status()).isZero();
    assertThat(kernel.modules()).containsExactly("fat", "vfat");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-j0", "-jx", "--jobs=-1", "-j 0"})
  void noNumber(String jobs) {
    FakeKernel kernel = new FakeKernel(rootfs);
    List<String> arguments = new ArrayList<>(List.of(jobs.split(" ")));
    arguments.addAll(List.of("-a", "vfat"));
    Outcome outcome = modprobe(kernel, arguments.toArray(String[]::new));
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.stderr()).startsWith("modprobe: ERROR: unexpected number of jobs '");
    assertThat(kernel.modules()).isEmpty();
  }
}
