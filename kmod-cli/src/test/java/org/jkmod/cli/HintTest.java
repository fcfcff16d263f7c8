package org.jkmod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jkmod.fixtures.ElfBuilder;
import org.jkmod.fixtures.Rootfs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes after kmod's own lines; the kernel's refusals are in scripts/check-why. */
class HintTest {
  private static final String FILE = "/lib/modules/1.0/kernel/fat.ko";

  @TempDir private Path folder;
  private Rootfs rootfs;

  @BeforeEach
  void aTree() {
    rootfs = new Rootfs(folder);
    rootfs.file(FILE, ElfBuilder.amd64().info("name=fat").build());
    rootfs.file("/lib/modules/1.0/modules.order", "");
    rootfs.file("/etc/modprobe.d/a.conf", "alias fs fta\n");
    assertThat(GoldenReplay.start(List.of("depmod", "1.0"), rootfs).status()).isZero();
  }

  private String stderr(String... command) {
    return GoldenReplay.start(List.of(command), rootfs).stderr();
  }

  @Test
  void aFileThatIsGone() throws IOException {
    Files.delete(rootfs.path(FILE));
    assertThat(stderr("modprobe", "-S", "1.0", "fat"))
        .isEqualTo(
            """
            modprobe: ERROR: could not insert 'fat': No such file or directory
            modprobe: hint: fat: there is no file /lib/modules/1.0/kernel/fat.ko, though modules.dep lists it: reinstall the package of the kernel's modules, or run depmod.
            """);
    assertThat(stderr("modprobe", "-q", "-S", "1.0", "fat")).isEmpty();
  }

  @Test
  void whatIsNoRegularFile() throws IOException {
    Files.delete(rootfs.path(FILE));
    rootfs.folder(FILE);
    assertThat(stderr("modprobe", "-S", "1.0", "fat"))
        .contains("modprobe: hint: fat: ")
        .contains("Is a directory");
  }

  @Test
  void anAliasOfNoModule() {
    assertThat(stderr("modprobe", "-S", "1.0", "fs"))
        .contains("modprobe: ERROR: could not find module by name='fta'\n")
        .endsWith("modprobe: hint: did you mean fat?\n");
  }

  @Test
  void aKernelWithoutModules() {
    assertThat(stderr("modprobe", "-S", "1.0", "fat"))
        .endsWith(
            "modprobe: hint: this kernel does not support modules, or a container or sandbox blocks"
                + " the call.\n");
    assertThat(stderr("insmod", FILE))
        .endsWith(
            "insmod: hint: this kernel does not support modules, or a container or sandbox blocks"
                + " the call.\n");
  }
}
