package org.jkmod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jkmod.fixtures.ElfBuilder;
import org.jkmod.fixtures.Rootfs;
import org.jkmod.fixtures.golden.GoldenCase.Outcome;
import org.jkmod.port.KernelModules;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Options that kmod 34.2 has not and its next release will have. */
class NextKmodTest {
  private static final String VFAT = "/lib/modules/1.0/kernel/vfat.ko";
  private static final byte[] NOTE =
      "\4\0\0\0\3\0\0\0\3\0\0\0GNU\0\u00ab\1\u00ff".getBytes(StandardCharsets.ISO_8859_1);

  @TempDir private Path folder;
  private Rootfs rootfs;

  @BeforeEach
  void aTree() {
    rootfs = new Rootfs(folder).folder("/proc").folder("/etc/modprobe.d");
    rootfs.file(
        "/lib/modules/1.0/kernel/fat.ko",
        ElfBuilder.amd64().export("fat_open", 0x1234).info("name=fat").build());
    rootfs.file(
        VFAT,
        ElfBuilder.amd64()
            .need("fat_open")
            .version("fat_open", 0x1234)
            .info("alias=fs-vfat")
            .info("name=vfat")
            .section(".note.gnu.build-id", NOTE)
            .build());
    rootfs.file("/lib/modules/1.0/modules.order", "").file("/lib/modules/1.0/modules.builtin", "");
    assertThat(run("depmod", "1.0").status()).isZero();
  }

  private Outcome run(String... command) {
    return GoldenReplay.start(List.of(command), rootfs);
  }

  @Test
  void showAlias() {
    Outcome outcome = run("modprobe", "-S", "1.0", "--show-alias", "fs-vfat");
    assertThat(outcome.stdout()).isEqualTo("vfat\n");
    assertThat(outcome).isEqualTo(run("modprobe", "-S", "1.0", "-R", "fs-vfat"));
    assertThat(run("modprobe", "-S", "1.0", "--show-alias", "--json", "fs-vfat"))
        .isEqualTo(run("modprobe", "-S", "1.0", "-R", "--json", "fs-vfat"));
    // What is short for an option of kmod's stays so.
    assertThat(run("modprobe", "-S", "1.0", "--show-a", "fs-vfat").stderr())
        .contains("unrecognized option '--show-a'");
  }

  @Test
  void symbolsOfAModule() {
    String exports = "0x00001234\tfat_open\n";
    assertThat(run("modprobe", "-S", "1.0", "--show-exports", "fat").stdout()).isEqualTo(exports);
    assertThat(run("modprobe", "-S", "1.0", "--show-modversions", "fs-vfat").stdout())
        .isEqualTo(exports);
    rootfs.file("/etc/modprobe.d/x.conf", "alias mine fat\n");
    assertThat(run("modprobe", "-S", "1.0", "--show-exports", "mine").stdout()).isEqualTo(exports);
    Outcome unknown = run("modprobe", "-S", "1.0", "--show-exports", "nosuch");
    assertThat(unknown.status()).isEqualTo(1);
    assertThat(unknown.stderr()).isEqualTo("modprobe: FATAL: Module nosuch not found.\n");
    // A file counts first.
    rootfs.file("/fat", ElfBuilder.amd64().export("other", 1).build());
    assertThat(run("modprobe", "-S", "1.0", "--show-exports", "fat").stdout())
        .isEqualTo("0x00000001\tother\n");
  }

  @Test
  void insmodForcesEachAlone() {
    List<Integer> flags = new ArrayList<>();
    KernelModules kernel =
        new KernelModules() {
          @Override
          public void load(Path file, String parameters, int given) {
            flags.add(given);
          }

          @Override
          public void load(byte[] image, String parameters) {}

          @Override
          public void remove(String name, int given) {}
        };
    for (List<String> options :
        List.of(
            List.of("--force-vermagic"),
            List.of("--force-modversion"),
            List.of("--force-vermagic", "--force-modversion"),
            List.of("--force"))) {
      List<String> command = new ArrayList<>(List.of("insmod"));
      command.addAll(options);
      command.add(VFAT);
      assertThat(GoldenReplay.start(command, rootfs, kernel).status()).isZero();
    }
    int both = KernelModules.IGNORE_VERMAGIC | KernelModules.IGNORE_MODVERSIONS;
    assertThat(flags)
        .containsExactly(
            KernelModules.IGNORE_VERMAGIC, KernelModules.IGNORE_MODVERSIONS, both, both);
  }

  @Test
  void buildId() {
    assertThat(run("modinfo", VFAT).stdout()).doesNotContain("ab01ff");
    assertThat(run("modinfo", "--build-id", VFAT).stdout()).contains("build-id:       ab01ff\n");
    assertThat(run("modinfo", "--build-id", "-F", "build-id", VFAT).stdout()).isEqualTo("ab01ff\n");
    assertThat(run("modinfo", "--build-id", "/lib/modules/1.0/kernel/fat.ko").stdout())
        .isEqualTo(run("modinfo", "/lib/modules/1.0/kernel/fat.ko").stdout());
    rootfs.file(
        "/cut.ko", ElfBuilder.amd64().section(".note.gnu.build-id", new byte[] {4, 0, 0}).build());
    assertThat(run("modinfo", "--build-id", "/cut.ko").status()).isEqualTo(1);
    assertThat(run("modinfo", "/cut.ko").status()).isZero();
  }
}
