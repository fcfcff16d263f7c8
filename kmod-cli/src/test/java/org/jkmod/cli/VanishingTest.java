package org.jkmod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jkmod.fixtures.ElfBuilder;
import org.jkmod.fixtures.Rootfs;
import org.jkmod.fixtures.golden.GoldenCase.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Modules that come or go while they are read. A tool reads each file of a module once: what it
 * sees of one that goes between two reads is a folder that lacks the files of all later ones, so
 * every set of files that may be missing is tried.
 */
class VanishingTest {
  private static final String FOLDER = "/sys/module/kvm";
  private static final List<String> FILES =
      List.of("initstate", "refcnt", "coresize", "holders", "parameters", "taint");

  private static final List<List<String>> COMMANDS =
      List.of(
          List.of("lsmod"),
          List.of("lsmod", "--json"),
          List.of("lsmod", "--columns=name,size,references,usedby,state,taint,version"),
          List.of("lsmod", "--tree"),
          List.of("lsmod", "--sort=size"),
          List.of("kmod", "params", "kvm"),
          List.of("kmod", "explain", "-S", "1.0", "kvm"),
          List.of("modprobe", "-S", "1.0", "-n", "-v", "kvm"),
          List.of("modprobe", "-S", "1.0", "-r", "-n", "kvm"),
          List.of("modprobe", "-S", "1.0", "-r", "-n", "--remove-holders", "kvm"));

  @TempDir Path folder;
  private Rootfs rootfs;

  @BeforeEach
  void aSystem() {
    rootfs = new Rootfs(folder);
    for (String release : List.of("1.0", TestPorts.RELEASE)) {
      rootfs
          .file(
              "/lib/modules/" + release + "/kernel/kvm.ko",
              ElfBuilder.amd64().info("parmtype=p:int").build())
          .file("/lib/modules/" + release + "/modules.order", "")
          .file("/lib/modules/" + release + "/modules.builtin", "");
    }
    rootfs
        .folder("/etc/modprobe.d")
        .file("/proc/modules", "kvm 100 1 kvm_intel, Live 0x0\nkvm_intel 5 0 - Live 0x0\n");
    for (String release : List.of("1.0", TestPorts.RELEASE)) {
      assertThat(GoldenReplay.start(List.of("depmod", release), rootfs).status()).isZero();
    }
  }

  private void without(int missing) throws IOException {
    Rootfs.delete(rootfs.path(FOLDER));
    rootfs.folder(FOLDER);
    for (int i = 0; i < FILES.size(); i++) {
      String path = FOLDER + "/" + FILES.get(i);
      if ((missing >> i & 1) == 0) {
        switch (FILES.get(i)) {
          case "holders" -> rootfs.folder(path).link(path + "/kvm_intel", "../../kvm_intel");
          case "parameters" -> rootfs.file(path + "/p", "1\n");
          case "initstate" -> rootfs.file(path, "live\n");
          default -> rootfs.file(path, "0\n");
        }
      }
    }
  }

  private void check(String what) {
    for (List<String> command : COMMANDS) {
      Outcome outcome = GoldenReplay.start(command, rootfs);
      assertThat(outcome.stderr())
          .as("%s without %s", command, what)
          .doesNotContain("ERROR")
          .doesNotContain("No such")
          .doesNotContain("internal");
      assertThat(outcome.status()).as("%s without %s", command, what).isZero();
    }
  }

  @Test
  void everySetOfFilesThatAreGone() throws IOException {
    // What the line does not tell, or not for sure, is looked for: the order of two users, and one
    // that comes.
    rootfs.file(
        "/proc/modules",
        """
        kvm 100 2 kvm_intel,kvm_amd, Live 0x0
        kvm_intel 5 0 - Live 0x0
        kvm_amd 5 0 - Loading 0x0
        """);
    for (int missing = 0; missing < 1 << FILES.size(); missing++) {
      without(missing);
      check(Integer.toBinaryString(missing));
    }
  }

  @Test
  void theWholeFolder() throws IOException {
    Rootfs.delete(rootfs.path(FOLDER));
    check("the folder");
    assertThat(GoldenReplay.start(List.of("lsmod"), rootfs).stdout())
        .contains("kvm                      100  1 kvm_intel\n");
    rootfs.file("/proc/modules", "kvm 100 1 kvm_intel, Loading 0x0\n");
    assertThat(GoldenReplay.start(List.of("lsmod"), rootfs).stdout())
        .contains("kvm                       -2  -2\n");
  }

  @Test
  void holdersThatMayNotBeReadAreAnErrorStill() throws IOException {
    without(0);
    Rootfs.delete(rootfs.path(FOLDER + "/holders"));
    rootfs.file(FOLDER + "/holders", "");
    rootfs.file("/proc/modules", "kvm 100 2 kvm_intel,irqbypass, Live 0x0\n");
    assertThat(GoldenReplay.start(List.of("lsmod"), rootfs).stderr())
        .contains("could not open '/sys/module/kvm/holders': Not a directory");
    assertThat(Files.exists(rootfs.path(FOLDER))).isTrue();
  }
}
