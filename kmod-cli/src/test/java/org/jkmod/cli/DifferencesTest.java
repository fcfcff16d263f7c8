package org.jkmod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jkmod.cli.text.ParameterText;
import org.jkmod.fixtures.ElfBuilder;
import org.jkmod.fixtures.Rootfs;
import org.jkmod.fixtures.golden.GoldenCase.Outcome;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/compatibility.md promises where kmod does something else, so that no case shows it. */
class DifferencesTest {
  private static final String FOLDER = "/lib/modules/1.0/";

  /** Before, these waited without end. */
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path folder;
  private Rootfs rootfs;

  @BeforeEach
  void aTree() {
    rootfs = new Rootfs(folder);
    rootfs
        .folder("/etc/modprobe.d")
        .folder("/proc")
        .file(FOLDER + "kernel/a.ko", ElfBuilder.amd64().info("license=GPL").build())
        .file(FOLDER + "kernel/b.ko", ElfBuilder.amd64().build())
        .file(FOLDER + "modules.order", "")
        .file(FOLDER + "modules.builtin", "");
    assertThat(run("depmod", "1.0").status()).isZero();
  }

  private Outcome run(String... command) {
    return Assertions.assertTimeoutPreemptively(
        LIMIT, () -> GoldenReplay.start(List.of(command), rootfs));
  }

  @Test
  void aLinkThatIsBrokenIsNamedWithItsError() {
    rootfs.link(FOLDER + "loop.ko", "loop.ko").link(FOLDER + "kernel/none", "nowhere");
    Outcome outcome = run("depmod", "1.0");
    assertThat(outcome.status()).isZero();
    assertThat(outcome.stderr())
        .contains("could not stat /lib/modules/1.0/loop.ko: Too many levels of symbolic links\n")
        .contains("could not stat /lib/modules/1.0/kernel/none: No such file or directory\n");
  }

  @Test
  void whatIsWrittenInTheSecondOfModulesDepIsNewer() throws IOException {
    Path dependencies = folder.resolve("." + FOLDER + "modules.dep");
    Instant second = Instant.ofEpochSecond(1_000_000);
    for (String module : List.of("kernel/a.ko", "kernel/b.ko")) {
      Path file = folder.resolve("." + FOLDER + module);
      Files.setLastModifiedTime(file, FileTime.from(second));
    }
    Files.setLastModifiedTime(dependencies, FileTime.from(second));
    assertThat(run("depmod", "-A", "1.0").status()).isZero();
    assertThat(Files.getLastModifiedTime(dependencies).toInstant()).isEqualTo(second);

    Path module = folder.resolve("." + FOLDER + "kernel/b.ko");
    Files.setLastModifiedTime(module, FileTime.from(second.plusNanos(1_000)));
    assertThat(run("depmod", "-A", "1.0").status()).isZero();
    assertThat(Files.getLastModifiedTime(dependencies).toInstant()).isAfter(second);
  }

  @Test
  void anInstallLineHoldsThoughThereIsASoftdep() {
    rootfs.file(
        "/etc/modprobe.d/a.conf", "install a /bin/false\nsoftdep a pre: b\nsoftdep c post: a\n");
    assertThat(run("modprobe", "-S", "1.0", "-D", "a").stdout())
        .isEqualTo("insmod /lib/modules/1.0/kernel/b.ko \ninstall /bin/false \n");
    assertThat(run("modprobe", "-S", "1.0", "a").status()).isEqualTo(1);
    assertThat(run("kmod", "explain", "-S", "1.0", "a").stdout())
        .contains("install /bin/false")
        .contains("/etc/modprobe.d/a.conf:1")
        .doesNotContain("insmod /lib/modules/1.0/kernel/a.ko");
    assertThat(run("modprobe", "-S", "1.0", "-D", "-i", "a").stdout())
        .contains("insmod /lib/modules/1.0/kernel/a.ko");
  }

  @Test
  void aModulesOwnFieldsAreNoConfiguration() {
    rootfs.file(
        FOLDER + "modules.softdep", "softdep a pre: b\ninstall a touch /tmp/x\nalias c a\n");
    rootfs.file(FOLDER + "modules.weakdep", "weakdep a b\nsoftdep b pre: a\noptions a x=1\n");
    Outcome outcome = run("modprobe", "-S", "1.0", "-c");
    assertThat(outcome.stdout())
        .contains("softdep a pre: b\n")
        .contains("weakdep a b\n")
        .doesNotContain("install")
        .doesNotContain("alias c")
        .doesNotContain("softdep b")
        .doesNotContain("options");
    assertThat(outcome.stderr())
        .contains("modules.softdep line 2: ignoring bad line starting with 'install'")
        .contains("modules.softdep line 3: ignoring bad line starting with 'alias'")
        .contains("modules.weakdep line 2: ignoring bad line starting with 'softdep'")
        .contains("modules.weakdep line 3: ignoring bad line starting with 'options'");
  }

  @Test
  void theKernelsLogIsNoFile() {
    rootfs
        .link("/kmsg.ko", "/proc/kmsg")
        .link("/etc/modprobe.d/k.conf", "/proc/kmsg")
        .link("/lib/modules/2.0/modules.order", "/proc/kmsg")
        .link("/lib/modules/2.0/modules.builtin", "/proc/kmsg")
        .link("/lib/modules/2.0/modules.softdep", "/proc/kmsg")
        .link("/lib/modules/2.0/modules.dep.bin", "/proc/kmsg")
        .link("/lib/modules/2.0/modules.dep", "/proc/kmsg")
        .link("/lib/modules/2.0/kernel/k.ko", "/proc/kmsg");
    assertThat(run("modinfo", "/kmsg.ko").status()).isEqualTo(1);
    assertThat(run("insmod", "/kmsg.ko").status()).isEqualTo(1);
    assertThat(run("modprobe", "-S", "1.0", "-C", "/kmsg.ko", "-c").status()).isZero();
    assertThat(run("modprobe", "-S", "2.0", "-c").status()).isZero();
    assertThat(run("modprobe", "-S", "2.0", "-D", "k").status()).isEqualTo(1);
    run("depmod", "-n", "-F", "/kmsg.ko", "2.0");
    run("depmod", "-n", "-E", "/kmsg.ko", "2.0");
  }

  @Test
  void aSignatureIsReadForWhoeverWantsIt() {
    String magic = "~Module signature appended~\n";
    byte[] module =
        concat(
            ElfBuilder.amd64().info("license=GPL").build(),
            new byte[20],
            new byte[] {0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 20},
            magic);
    rootfs.file("/s.ko", module);
    assertThat(run("modinfo", "-F", "license", "/s.ko"))
        .satisfies(
            outcome -> {
              assertThat(outcome.stdout()).isEqualTo("GPL\n");
              assertThat(outcome.stderr()).isEmpty();
            });
    assertThat(run("modinfo", "-F", "sig_id", "/s.ko").stdout()).isEqualTo("PKCS#7\n");
    assertThat(run("modinfo", "/s.ko").stderr()).contains("20 bytes that are no SignedData");
  }

  private static byte[] concat(byte[] one, byte[] two, byte[] three, String end) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(one);
    all.writeBytes(two);
    all.writeBytes(three);
    all.writeBytes(end.getBytes(StandardCharsets.ISO_8859_1));
    return all.toByteArray();
  }

  @Test
  void foldersOfStaticNodesAreNotForEverybodyToWrite() throws Exception {
    rootfs.file("/lib/modules/" + TestPorts.RELEASE + "/modules.devname", "fuse fuse c10:229\n");
    Process child =
        new ProcessBuilder(
                "sh",
                "-c",
                "umask 0; exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                folder.toString())
            .inheritIO()
            .start();
    assertThat(child.waitFor()).isZero();
    for (String made : List.of("/run/x", "/run/x/y")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(rootfs.path(made))))
          .isEqualTo("rwxr-xr-x");
    }
  }

  /** A process of its own: a umask cannot be set in Java. */
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) throws IOException {
      List<String> command = List.of("kmod", "static-nodes", "-o", "/run/x/y/nodes");
      System.exit(GoldenReplay.start(command, new Rootfs(Path.of(arguments[0]))).status());
    }
  }

  /** kmod 34.2 was seen to do this; in a golden case a single quote cannot be written. */
  @Test
  void aValueThatStartsWithAQuoteStaysAsItIs() {
    assertThat(ParameterText.join(List.of("x='y z'", "x='y z", "x=\"y z", "x=y'z w", "x y=z")))
        .isEqualTo("x='y z' x='y z x=\"y z x=\"y'z w\" x y=z");
  }
}
