package org.jkmod.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jkmod.fixtures.ElfBuilder;
import org.jkmod.fixtures.Rootfs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The second example of docs/library.md runs, and is what the page shows. */
class ListForImageTest {
  @TempDir Path folder;

  @Test
  void runs() throws IOException {
    String top = "/lib/modules/1.0/";
    new Rootfs(folder)
        .file(top + "kernel/fat.ko", ElfBuilder.amd64().build())
        .file(top + "kernel/vfat.ko", ElfBuilder.amd64().info("firmware=a.bin").build())
        .file(top + "modules.dep", "kernel/fat.ko:\nkernel/vfat.ko: kernel/fat.ko\n")
        .file(top + "modules.builtin", "kernel/un.ko\n")
        .file("/etc/modprobe.d/x.conf", "softdep vfat pre: un\n")
        .file("/lib/firmware/a.bin.zst", "a");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ListForImage.list(
        folder,
        "1.0",
        List.of("vfat", "nosuch"),
        new PrintStream(out, true, StandardCharsets.UTF_8));
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            /lib/modules/1.0/kernel/fat.ko
            /lib/modules/1.0/kernel/vfat.ko
            a.bin of vfat: [/lib/firmware/a.bin.zst]
            unknown: [nosuch]
            """);
  }

  @Test
  void isWhatThePageShows() throws IOException {
    String page = Files.readString(Path.of("../docs/library.md"));
    String source =
        Files.readString(
            Path.of("../src-test-fixtures/src/test/java/org/jkmod/example/ListForImage.java"));
    assertThat(page).contains("```java\n" + source.substring(source.indexOf("import ")) + "```");
  }
}
