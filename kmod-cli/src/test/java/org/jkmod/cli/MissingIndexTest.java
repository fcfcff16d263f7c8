package org.jkmod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jkmod.fixtures.ElfBuilder;
import org.jkmod.fixtures.Rootfs;
import org.jkmod.fixtures.golden.GoldenCase.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a modules.*.bin is missing, the text beside it gives the same answers. */
class MissingIndexTest {
  private static final String FOLDER = "/lib/modules/1.0/";

  private static final List<String> NAMES =
      List.of(
          "fs-vfat",
          "fs_vfat",
          "pci:v1-d2",
          "a-bc-e",
          "a-b--e",
          "a_bd_e",
          "x-y",
          "x_y",
          "two words",
          "caf\u00e9",
          "plain",
          "un",
          "b-u",
          "symbol:x_y_symbol",
          "symbol:x-y-symbol",
          "nosuch");

  @TempDir Path folder;
  private Rootfs rootfs;

  @BeforeEach
  void aTree() {
    rootfs = new Rootfs(folder);
    byte[] xy =
        ElfBuilder.amd64()
            .info("alias=fs-vfat")
            .info("alias=pci:v*-d*")
            .info("alias=a-b[c-d]-e")
            .info("alias=two words")
            .export("x_y_symbol", 1)
            .build();
    rootfs
        .folder("/etc/modprobe.d")
        .folder("/proc")
        .file(FOLDER + "kernel/x-y.ko", xy)
        .file(FOLDER + "kernel/plain.ko", ElfBuilder.amd64().info("alias=plain-*").build())
        .file(FOLDER + "modules.builtin", "kernel/un.ko\nkernel/b-u.ko\n")
        .file(FOLDER + "modules.order", "");
    assertThat(run("depmod", "1.0").status()).isZero();
    // depmod has no index for such an alias, and leaves the text.
    String aliases = rootfs.read(FOLDER + "modules.alias");
    rootfs.file(FOLDER + "modules.alias", aliases + "alias caf\u00e9 plain\nalias \0 plain\n");
  }

  private Outcome run(String... command) {
    return GoldenReplay.start(List.of(command), rootfs);
  }

  @Test
  void theTextGivesTheSameAnswers() throws IOException {
    for (String index : List.of("alias", "dep", "symbols", "builtin")) {
      Path file = rootfs.path(FOLDER + "modules." + index + ".bin");
      byte[] content = Files.readAllBytes(file);
      for (String name : NAMES) {
        Outcome before = run("modprobe", "-S", "1.0", "-R", name);
        Files.delete(file);
        Outcome after = run("modprobe", "-S", "1.0", "-R", name);
        Files.write(file, content);
        assertThat(after.stderr()).doesNotContain("internal error");
        assertThat(after.stdout()).as("%s without %s", name, file).isEqualTo(before.stdout());
        assertThat(after.status()).as("%s without %s", name, file).isEqualTo(before.status());
      }
    }
    assertThat(run("modprobe", "-S", "1.0", "-R", "fs-vfat").stdout()).isEqualTo("x_y\n");
    assertThat(run("modprobe", "-S", "1.0", "-R", "two words").stdout()).isEqualTo("x_y\n");
  }

  /**
   * With kmod 34.2 a modules.builtin.bin that is cut off anywhere keeps no other module from being
   * found; the modules in it are not found any more, which the text makes good here.
   */
  @Test
  void aDamagedIndexOfBuiltinModules() throws IOException {
    Path file = rootfs.path(FOLDER + "modules.builtin.bin");
    byte[] content = Files.readAllBytes(file);
    for (int size = 0; size < content.length; size++) {
      Files.write(file, Arrays.copyOf(content, size));
      for (String name : List.of("plain", "x-y")) {
        assertThat(run("modprobe", "-S", "1.0", "-D", name).status()).as("%d", size).isZero();
      }
      if (size > 0) {
        Outcome builtin = run("modprobe", "-S", "1.0", "-R", "un");
        assertThat(builtin.stdout()).as("%d", size).isEqualTo("un\n");
        assertThat(builtin.status()).as("%d", size).isZero();
      }
    }
    Files.write(file, Arrays.copyOf(content, 20));
    assertThat(run("modprobe", "-S", "1.0", "-v", "-D", "un").stderr())
        .contains("modules.builtin.bin is damaged, so the slower text form was read");
    Files.delete(rootfs.path(FOLDER + "modules.builtin"));
    assertThat(run("modprobe", "-S", "1.0", "-D", "plain").status()).isZero();
  }
}
