package org.jkmod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jkmod.fixtures.ElfBuilder;
import org.jkmod.fixtures.Rootfs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be printed keeps nothing from being done. */
class LostOutputTest {
  private static final OutputStream FULL =
      new OutputStream() {
        @Override
        public void write(int b) throws IOException {
          throw new IOException("No space left on device");
        }
      };

  @TempDir Path folder;
  private Rootfs rootfs;

  @BeforeEach
  void makeTree() {
    rootfs = new Rootfs(folder);
    rootfs.file("/lib/modules/1.0/kernel/a.ko", ElfBuilder.amd64().info("name=a").build());
  }

  private int run(OutputStream out, OutputStream err, String tool, String... arguments) {
    CommandContext context =
        new CommandContext(
            "/bin/" + tool,
            rootfs.root(),
            Map.of(),
            new TextOutput(out),
            new TextOutput(err),
            new TestPorts(new ByteArrayOutputStream(), ""));
    return Main.run(List.of(arguments), context);
  }

  @Test
  void depmodWritesItsFilesWhereNobodyHearsItsWarnings() {
    assertThat(run(new ByteArrayOutputStream(), FULL, "depmod", "1.0")).isZero();
    assertThat(rootfs.read("/lib/modules/1.0/modules.dep")).isEqualTo("kernel/a.ko:\n");
  }

  @Test
  void modprobeGoesOnToTheNextStep() {
    rootfs.file("/etc/modprobe.d/a.conf", "install one echo 1\ninstall two echo 2\n");
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    ByteArrayOutputStream commands = new ByteArrayOutputStream();
    CommandContext context =
        new CommandContext(
            "/bin/modprobe",
            rootfs.root(),
            Map.of(),
            new TextOutput(FULL),
            new TextOutput(err),
            new TestPorts(commands, ""));
    assertThat(Main.run(List.of("-S", "1.0", "-v", "-a", "one", "two"), context)).isOne();
    assertThat(commands.toString(StandardCharsets.ISO_8859_1)).contains("1").contains("2");
    assertThat(err.toString(StandardCharsets.ISO_8859_1))
        .isEqualTo("modprobe: ERROR: could not write to standard output\n");
  }
}
