package org.jkmod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jkmod.fixtures.ElfBuilder;
import org.jkmod.fixtures.Rootfs;
import org.jkmod.fixtures.golden.GoldenCase.Outcome;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that are cut off or changed: every tool ends, with a status, and says which file and where.
 */
class HostileTest {
  private static final String MODULE = "/lib/modules/1.0/kernel/x.ko";
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private static final List<List<String>> ON_MODULES =
      List.of(
          List.of("modinfo", MODULE),
          List.of("modprobe", "-S", "1.0", "--show-exports", MODULE),
          List.of("modprobe", "-S", "1.0", "--show-modversions", MODULE),
          List.of("insmod", MODULE),
          List.of("depmod", "-n", "1.0"));

  private static final List<List<String>> ON_INDEXES =
      List.of(
          List.of("modprobe", "-S", "1.0", "-D", "x"),
          List.of("modprobe", "-S", "1.0", "-R", "pci:v0001d0002"),
          List.of("modprobe", "-S", "1.0", "-c"),
          List.of("modprobe", "-S", "1.0", "-n", "-r", "x"),
          List.of("modinfo", "-k", "1.0", "pci:v0001d0002"));

  @TempDir Path folder;
  private Rootfs rootfs;
  private byte[] module;

  @BeforeEach
  void makeTree() {
    rootfs = new Rootfs(folder);
    ElfBuilder elf =
        ElfBuilder.amd64()
            .info("license=GPL")
            .info("name=x")
            .info("alias=pci:v*d*")
            .info("parm=a:b")
            .info("parmtype=a:int");
    for (int i = 0; i < 20; i++) {
      elf.export("export_" + i, i).need("need_" + i).version("need_" + i, i);
    }
    module = elf.build();
    rootfs.folder("/etc/modprobe.d").folder("/proc").file(MODULE, module);
    rootfs
        .file("/lib/modules/1.0/modules.builtin", "kernel/y.ko\n")
        .file("/lib/modules/1.0/modules.order", "kernel/x.ko\n");
    rootfs.file("/lib/modules/1.0/modules.builtin.modinfo", "y.alias=pci:w*\0");
    assertThat(run(List.of("depmod", "1.0")).status()).isZero();
  }

  private record Result(int status, String stderr) {}

  private Result run(List<String> command) {
    Outcome outcome =
        Assertions.assertTimeoutPreemptively(LIMIT, () -> GoldenReplay.start(command, rootfs));
    return new Result(outcome.status(), outcome.stderr());
  }

  private void check(List<List<String>> commands, String file, byte[] content, String what) {
    rootfs.file(file, content);
    for (List<String> command : commands) {
      Result result = run(command);
      assertThat(result.status()).as("%s with %s", command, what).isBetween(0, 1);
      assertThat(result.stderr())
          .as("%s with %s", command, what)
          .doesNotContain("internal error")
          .doesNotContain("\tat ");
      if (result.status() == 1) {
        assertThat(result.stderr()).as("%s with %s", command, what).isNotEmpty();
      }
    }
  }

  @Test
  void modulesCutAt200Places() {
    for (int i = 0; i < 200; i++) {
      int length = (int) ((long) module.length * i / 200);
      check(ON_MODULES, MODULE, Arrays.copyOf(module, length), "cut at " + length);
    }
  }

  @Test
  void modulesWith100ChangedBytes() {
    Random random = new Random(42);
    for (int i = 0; i < 100; i++) {
      byte[] changed = module.clone();
      // Half of the changes hit the headers, where they do the most.
      int at = i % 2 == 0 ? random.nextInt(64) : module.length - 1 - random.nextInt(64 * 8);
      changed[at] = (byte) random.nextInt(256);
      check(ON_MODULES, MODULE, changed, "a change at " + at);
    }
  }

  @Test
  void indexesCutAndChanged() throws IOException {
    Random random = new Random(43);
    for (String name : List.of("dep", "alias", "symbols", "builtin", "builtin.alias")) {
      String file = "/lib/modules/1.0/modules." + name + ".bin";
      byte[] sound = Files.readAllBytes(rootfs.path(file));
      for (int i = 0; i < 200; i++) {
        check(
            ON_INDEXES,
            file,
            Arrays.copyOf(sound, sound.length * i / 200),
            file + " cut at " + sound.length * i / 200);
        byte[] changed = sound.clone();
        int at = random.nextInt(sound.length);
        changed[at] = (byte) random.nextInt(256);
        check(ON_INDEXES, file, changed, file + " changed at " + at);
      }
      rootfs.file(file, sound);
    }
  }

  @Test
  void theMessageNamesFileAndPlace() {
    rootfs.file(MODULE, Arrays.copyOf(module, 200));
    assertThat(run(List.of("modinfo", MODULE)).stderr())
        .contains("could not get modinfo from 'x': Invalid argument")
        .contains(MODULE)
        .contains("at offset");
    rootfs.file("/lib/modules/1.0/modules.dep.bin", new byte[20]);
    assertThat(run(List.of("modprobe", "-S", "1.0", "-D", "x")).stderr())
        .contains("/lib/modules/1.0/modules.dep.bin")
        .contains("at offset 0");
  }

  @Test
  void aFifoIsNoModule() throws Exception {
    Files.delete(rootfs.path(MODULE));
    assertThat(new ProcessBuilder("mkfifo", rootfs.path(MODULE).toString()).start().waitFor())
        .isZero();
    for (List<String> command : ON_MODULES) {
      assertThat(run(command).stderr()).as(command.toString()).isNotEmpty();
    }
  }
}
