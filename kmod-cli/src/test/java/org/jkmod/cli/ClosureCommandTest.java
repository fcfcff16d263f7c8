package org.jkmod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jkmod.fixtures.ElfBuilder;
import org.jkmod.fixtures.Rootfs;
import org.jkmod.fixtures.golden.GoldenCase.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kmod has no such command: what is expected here is what docs/man/kmod-closure.8 promises. */
class ClosureCommandTest {
  private static final String TOP = "/lib/modules/1.0/";

  @TempDir private Path folder;
  private Rootfs machine;

  /** The machine has another configuration and other firmware than the system in /target. */
  @BeforeEach
  void aMachineAndASystem() {
    machine = new Rootfs(folder);
    machine
        .file("/etc/modprobe.d/machine.conf", "softdep vfat pre: machine\n")
        .file("/proc/cmdline", "modprobe.blacklist=vfat\n")
        .file("/lib/firmware/secret.bin", "of the machine");
    Rootfs target = new Rootfs(folder.resolve("target"));
    for (String file : new String[] {"fat", "vfat", "llc"}) {
      target.file("/usr" + TOP + "kernel/" + file + ".ko", ElfBuilder.amd64().build());
    }
    target
        .file(
            "/usr" + TOP + "kernel/wifi.ko",
            ElfBuilder.amd64().info("firmware=a.bin").info("firmware=secret.bin").build())
        .file(
            "/usr" + TOP + "modules.dep",
            """
            kernel/fat.ko:
            kernel/vfat.ko: kernel/fat.ko
            kernel/llc.ko:
            kernel/wifi.ko:
            """)
        .file("/usr" + TOP + "modules.alias", "alias myfs vfat\n")
        .file("/usr" + TOP + "modules.builtin", "kernel/un.ko\n")
        .file("/usr/lib/firmware/a.bin.xz", "a")
        .link("/lib", "/usr/lib")
        .link("/usr/lib/firmware/secret.bin", "/lib/firmware/nowhere")
        .file("/etc/modprobe.d/target.conf", "softdep vfat post: llc un\n");
  }

  private Outcome closure(String... arguments) {
    return closureWith("", arguments);
  }

  private Outcome closureWith(String input, String... arguments) {
    List<String> command = new ArrayList<>(List.of("kmod", "closure", "-d", "/target"));
    command.addAll(List.of(arguments));
    return GoldenReplay.start(command, machine, input);
  }

  /**
   * Whoever reads lines would take one path for two, and another program may have made the index.
   */
  @Test
  void aLineHasNoPathWithAControlCharacter() {
    new Rootfs(folder.resolve("target"))
        .file("/usr" + TOP + "modules.dep", "kernel/fat.ko:\nkernel/a\u0001.ko:\n");
    Outcome outcome = closure("a\u0001");
    assertThat(outcome.status()).isOne();
    assertThat(outcome.stdout()).isEmpty();
    assertThat(outcome.stderr()).contains("control character").contains("a\\x01.ko");
    assertThat(closure("-0", "a\u0001").stdout()).isEqualTo(TOP + "kernel/a\u0001.ko\0");
  }

  @Test
  void pathsInAnOrderThatCanBeLoaded() {
    Outcome outcome = closure("vfat");
    assertThat(outcome.stderr()).isEmpty();
    assertThat(outcome.stdout()).isEqualTo(TOP + "kernel/fat.ko\n" + TOP + "kernel/vfat.ko\n");
    assertThat(outcome.status()).isZero();
    assertThat(closure("-0", "llc").stdout()).isEqualTo(TOP + "kernel/llc.ko\0");
  }

  /** Nothing comes of the machine: not its configuration, its command line, nor its firmware. */
  @Test
  void onlyTheSystemBelowTheRootIsRead() {
    Outcome outcome = closure("--softdep", "--firmware", "--why", "myfs", "wifi");
    assertThat(outcome.stdout())
        .isEqualTo(
            """
            /lib/modules/1.0/kernel/fat.ko\tneeded by vfat, asked for as myfs
            /lib/modules/1.0/kernel/vfat.ko\tasked for as myfs
            /lib/modules/1.0/kernel/wifi.ko\tasked for
            /lib/modules/1.0/kernel/llc.ko\tsoft dependency of vfat, asked for as myfs
            /lib/firmware/a.bin.xz\tfirmware of wifi, asked for
            """);
    assertThat(outcome.stderr())
        .isEqualTo("kmod: WARNING: firmware is missing: secret.bin of wifi\n");
    assertThat(outcome.status()).isZero();
    assertThat(closure("-q", "--firmware", "wifi").stderr()).isEmpty();
  }

  @Test
  void whatNothingKnows() {
    Outcome outcome = closure("nosuch", "llc");
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.stderr()).isEqualTo("kmod: ERROR: Module nosuch not found.\n");
    assertThat(outcome.stdout()).isEqualTo(TOP + "kernel/llc.ko\n");
    assertThat(closure("--ignore-missing", "nosuch", "llc").status()).isZero();
    assertThat(closure().stderr()).isEqualTo("kmod: ERROR: missing module.\n");
    assertThat(closure("--from=nothing").stderr())
        .isEqualTo("kmod: ERROR: --from takes names, paths, host, loaded or all, not 'nothing'.\n");
  }

  @Test
  void whereNamesComeFrom() {
    assertThat(closureWith("llc # a remark\n\n  wifi\n", "-").stdout())
        .isEqualTo(TOP + "kernel/llc.ko\n" + TOP + "kernel/wifi.ko\n");
    assertThat(closure("--from=paths", "kernel").stdout().lines()).hasSize(4);
    assertThat(closure("--from=all").stdout().lines()).hasSize(4);
    assertThat(closure("v*").stdout().lines()).hasSize(2);
    machine.file("/proc/modules", "wifi 1 0 - Live 0x0\nllc 1 0 - Live 0x0\n");
    assertThat(closure("--from=loaded").stdout())
        .isEqualTo(TOP + "kernel/llc.ko\n" + TOP + "kernel/wifi.ko\n");
  }

  @Test
  void theHost() {
    machine
        .folder("/sys/devices/a")
        .link("/sys/bus/x/drivers/llc/a", "../../../../devices/a")
        .link("/sys/bus/x/drivers/llc/module", "../../../../module/llc")
        .link("/sys/bus/x/drivers/wifi/module", "../../../../module/wifi")
        .file("/sys/bus/x/drivers/wifi/bind", "")
        .link("/sys/bus/x/drivers/part_of_the_kernel/b", "../../../../devices/b")
        .file("/sys/devices/b/modalias", "x:b\n")
        .file("/proc/self/mounts", "/dev/vda / type-of-nobody rw 0 0\n");
    Outcome outcome = closure("--from=host");
    assertThat(outcome.stderr()).isEmpty();
    assertThat(outcome.stdout()).isEqualTo(TOP + "kernel/llc.ko\n");
    assertThat(outcome.status()).isZero();
    machine
        .link("/sys/bus/x/drivers/gone/a", "../a")
        .link("/sys/bus/x/drivers/gone/module", "gone");
    assertThat(closure("--from=host").stderr()).isEqualTo("kmod: ERROR: Module gone not found.\n");
  }

  @Test
  void whatTheHostHasMountedAndWaitsFor() {
    machine
        .folder("/sys/bus")
        .file("/proc/self/mounts", "a /b my.fs rw 0 0\nproc /proc proc rw 0 0\nshort\n")
        .file("/target/etc/modprobe.d/more.conf", "alias fs-my vfat\nalias x:* llc\n")
        .file("/sys/devices/a/modalias", "x:a\n")
        .file("/sys/devices/a/waiting_for_supplier", "0\n");
    assertThat(closure("--from=host").stdout())
        .isEqualTo(TOP + "kernel/fat.ko\n" + TOP + "kernel/vfat.ko\n");
    machine.file("/sys/devices/a/waiting_for_supplier", "1\n");
    assertThat(closure("--from=host").stdout().lines())
        .contains(TOP + "kernel/llc.ko", TOP + "kernel/vfat.ko");
  }

  @Test
  void aListForTheKernelsCpio() {
    String real = folder.resolve("target") + "/usr" + TOP + "kernel/llc.ko";
    assertThat(closure("--cpio-list", "llc").stdout())
        .isEqualTo(
            """
            dir /lib 0755 0 0
            dir /lib/modules 0755 0 0
            dir /lib/modules/1.0 0755 0 0
            dir /lib/modules/1.0/kernel 0755 0 0
            file /lib/modules/1.0/kernel/llc.ko REAL 0644 0 0
            """
                .replace("REAL", real));
  }

  @Test
  void theKernelMustBeClear() {
    machine.folder("/target/usr/lib/modules/2.0");
    assertThat(closure("llc").stderr())
        .isEqualTo(
            "kmod: ERROR: more than one kernel, or none, in /target/lib/modules: name one with"
                + " -S.\n");
    assertThat(closure("-S", "1.0", "llc").status()).isZero();
  }

  @Test
  void json() throws IOException {
    Outcome outcome = closure("--json", "--softdep", "--firmware", "-q", "myfs", "wifi", "nosuch");
    JsonNode document = JsonTest.validated("closure", outcome.stdout());
    assertThat(document.get("unknown").get(0).asText()).isEqualTo("nosuch");
    JsonNode modules = document.get("modules");
    assertThat(modules).hasSize(5);
    assertThat(modules.get(0).get("reason").asText()).isEqualTo("dependency");
    assertThat(modules.get(0).get("of").asText()).isEqualTo("vfat");
    assertThat(modules.get(2).get("firmware").get(0).get("files").get(0).asText())
        .isEqualTo("/lib/firmware/a.bin.xz");
    assertThat(modules.get(2).get("firmware").get(1).get("files")).isEmpty();
    assertThat(modules.get(4).get("builtin").asBoolean()).isTrue();
    assertThat(modules.get(4).get("path").isNull()).isTrue();
  }
}
