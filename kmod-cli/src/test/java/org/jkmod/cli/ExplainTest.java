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

/** kmod has no such command: what is expected here is what docs/man/kmod.8 promises. */
class ExplainTest {
  private static final String KERNEL = "/lib/modules/1.0/kernel/";

  @TempDir private Path folder;
  private Rootfs rootfs;

  @BeforeEach
  void aTree() {
    rootfs = new Rootfs(folder);
    rootfs.file(KERNEL + "fat.ko", ElfBuilder.amd64().info("name=fat").export("f", 1).build());
    rootfs.file(
        KERNEL + "vfat.ko",
        ElfBuilder.amd64().info("alias=fs-vfat").info("name=vfat").need("f").build());
    rootfs.file(KERNEL + "llc.ko", ElfBuilder.amd64().info("name=llc").build());
    rootfs.file("/lib/modules/1.0/modules.builtin", "kernel/un.ko\n");
    rootfs.file("/lib/modules/1.0/modules.order", "");
    rootfs.file(
        "/etc/modprobe.d/a.conf",
        """
        options vfat count=7
        softdep vfat pre: llc post: un
        install llc /bin/true
        blacklist vfat
        alias my* vfat
        """);
    rootfs.folder("/proc").file("/proc/cmdline", "vfat.size=3\n");
    rootfs.loaded("fat", 0).file("/sys/module/fat/initstate", "live\n");
    assertThat(GoldenReplay.start(List.of("depmod", "1.0"), rootfs).status()).isZero();
  }

  private Outcome explain(String... arguments) {
    List<String> command = new ArrayList<>(List.of("kmod", "explain", "-S", "1.0"));
    command.addAll(List.of(arguments));
    return GoldenReplay.start(command, rootfs);
  }

  @Test
  void aNameWithItsRules() {
    Outcome outcome = explain("vfat");
    assertThat(outcome.status()).isZero();
    assertThat(outcome.stdout())
        .isEqualTo(
            """
            vfat: a module
            blacklist vfat
                /etc/modprobe.d/a.conf:4: applies to aliases only, and it was asked for by name
            insmod /lib/modules/1.0/kernel/fat.ko
                vfat needs it
                already loaded: nothing to do
            install /bin/true
                softdep of vfat: /etc/modprobe.d/a.conf:2
                this command is run instead of loading it: /etc/modprobe.d/a.conf:3
            insmod /lib/modules/1.0/kernel/vfat.ko count=7 size=3
                asked for
                count=7: /etc/modprobe.d/a.conf:1
                size=3: /proc/cmdline
            builtin un
                softdep of vfat: /etc/modprobe.d/a.conf:2
                built into the kernel: nothing to do
            """);
  }

  @Test
  void allReasons() {
    rootfs.file("/etc/modprobe.d/a.conf", "softdep vfat pre: fat\n");
    assertThat(explain("vfat").stdout())
        .contains(
            """
            insmod /lib/modules/1.0/kernel/fat.ko
                vfat needs it
                also: softdep of vfat: /etc/modprobe.d/a.conf:1
                already loaded: nothing to do
            """);
  }

  @Test
  void aliases() {
    assertThat(explain("myfs").stdout())
        .isEqualTo(
            """
            myfs: an alias of vfat, by 'alias my* vfat' in /etc/modprobe.d/a.conf:5
            blacklist vfat
                /etc/modprobe.d/a.conf:4: it is not loaded
            """);
    assertThat(explain("fs-vfat").stdout())
        .startsWith("fs-vfat: an alias of vfat, from the module itself\n");
  }

  @Test
  void otherFoldersAndFiles() {
    rootfs.file("/other.conf", "options llc x=1\n");
    assertThat(explain("-C", "/other.conf", "llc").stdout())
        .contains("    x=1: /other.conf:1\n")
        .doesNotContain("a.conf");
    assertThat(explain("-d", "/nowhere", "fat").stderr())
        .startsWith("kmod: ERROR: Module fat not found in directory /nowhere/lib/modules/1.0\n");
  }

  @Test
  void whatIsNotThere() {
    Outcome outcome = explain("vfta", "llc");
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.stderr())
        .isEqualTo(
            """
            kmod: ERROR: Module vfta not found in directory /lib/modules/1.0
            kmod: hint: did you mean vfat?
            """);
    assertThat(outcome.stdout()).startsWith("llc: a module\n");
    assertThat(explain().stderr()).isEqualTo("kmod: ERROR: missing module.\n");
  }

  @Test
  void json() throws IOException {
    JsonNode modules =
        JsonTest.validated("explain", explain("--json", "vfat", "myfs", "nosuch").stdout())
            .get("modules");
    assertThat(modules).hasSize(2);
    assertThat(modules.get(0).get("steps")).hasSize(4);
    assertThat(modules.get(0).get("blacklist").asText()).isEqualTo("/etc/modprobe.d/a.conf:4");
    assertThat(modules.get(0).get("alias").isNull()).isTrue();
    assertThat(modules.get(1).get("from").asText()).isEqualTo("/etc/modprobe.d/a.conf:5");
    assertThat(modules.get(1).get("steps")).isEmpty();
  }

  private String alias(String... command) {
    return GoldenReplay.start(List.of(command), rootfs).stdout();
  }

  /** Each option under each of its names. */
  @Test
  void options() throws IOException {
    rootfs.file("/own.conf", "alias mine fat\n");
    rootfs.file("/other/lib/modules/1.0/modules.dep", "kernel/only.ko:\n");
    String found = "mine: an alias of fat, by 'alias mine fat' in /own.conf:1";
    assertThat(alias("kmod", "explain", "-S", "1.0", "-C", "/own.conf", "mine")).contains(found);
    assertThat(alias("kmod", "explain", "--set-version=1.0", "--config=/own.conf", "mine"))
        .contains(found);
    assertThat(alias("kmod", "explain", "-S", "1.0", "-d", "/other", "only"))
        .contains("/other/lib/modules/1.0/kernel/only.ko");
    assertThat(alias("kmod", "explain", "--set-version", "1.0", "--dirname", "/other", "only"))
        .contains("/other/lib/modules/1.0/kernel/only.ko");
  }
}
