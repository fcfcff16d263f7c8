package org.jkmod.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jkmod.config.DepmodConfig;
import org.jkmod.depmod.Depmod;
import org.jkmod.depmod.DepmodOutcome;
import org.jkmod.depmod.DepmodProblem;
import org.jkmod.depmod.LinkedTree;
import org.jkmod.fixtures.ElfBuilder;
import org.jkmod.fixtures.FakeKernel;
import org.jkmod.fixtures.Rootfs;
import org.jkmod.port.Decompressor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/library.md runs, and is what the page shows. */
class WhatWouldLoadTest {
  private static final Path SOURCE =
      Path.of("../src-test-fixtures/src/test/java/org/jkmod/example/WhatWouldLoad.java");

  @TempDir Path folder;

  @Test
  void runs() throws IOException {
    Rootfs rootfs = new Rootfs(folder);
    rootfs.file(
        "/lib/modules/1.0/kernel/fat.ko",
        ElfBuilder.amd64().export("fat_open", 1).info("name=fat").build());
    rootfs.file(
        "/lib/modules/1.0/kernel/vfat.ko",
        ElfBuilder.amd64()
            .need("fat_open")
            .info("name=vfat")
            .info("alias=fs-vfat")
            .info("description=VFAT filesystem support")
            .info("parm=count:How many")
            .info("parmtype=count:uint")
            .build());
    rootfs.folder("/sys/module").folder("/proc");
    String modules = "/lib/modules/1.0";
    Depmod depmod =
        new Depmod(
            rootfs.root(),
            Decompressor.NONE,
            new Depmod.Listener() {
              @Override
              public void accept(DepmodProblem problem) {}

              @Override
              public void needs(String modulePath, String symbol, String providerPath) {}
            });
    DepmodOutcome outcome =
        depmod.run(
            new Depmod.Request(
                modules,
                "1.0",
                List.of(),
                DepmodConfig.DEFAULT,
                1,
                modules,
                Depmod.Reuse.NOTHING,
                false,
                null));
    ((LinkedTree) outcome).write(1, 1);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    WhatWouldLoad example =
        new WhatWouldLoad(rootfs.root(), "1.0", new PrintStream(out, true, StandardCharsets.UTF_8));
    FakeKernel kernel = new FakeKernel(rootfs);
    example.describe("fs-vfat");
    example.load("fs-vfat", kernel, (command, environment) -> 1);
    example.describe("vfat");
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            vfat (ABSENT): VFAT filesystem support
              takes count, uint
              signed by nobody
            loading fat, DependencyOf
            loading vfat, Requested
            vfat (LIVE): VFAT filesystem support
              takes count, uint
              signed by nobody
            """);
    assertThat(kernel.modules()).containsExactly("fat", "vfat");
  }

  @Test
  void isWhatThePageShows() throws IOException {
    String page = Files.readString(Path.of("../docs/library.md"));
    String source = Files.readString(SOURCE);
    assertThat(page).contains("```java\n" + source.substring(source.indexOf("import ")) + "```");
  }
}
