package org.jkmod.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jkmod.fixtures.ElfBuilder;
import org.jkmod.fixtures.ModuleTree;
import org.jkmod.port.Commands;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The library alone is enough for a tool. */
class FrontEndTest {
  private static final Commands NONE = (command, environment) -> 1;

  @TempDir Path folder;

  @Test
  void does() throws IOException {
    ModuleTree tree = new ModuleTree(folder);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    FrontEnd tool = new FrontEnd(tree.rootfs().root(), "1", stream);
    assertThat(tool.load("middle", tree.kernel(), NONE)).isTrue();
    tool.plan("top");
    tool.list();
    assertThat(tool.load("nosuch", tree.kernel(), NONE)).isFalse();
    assertThat(tool.remove("base", tree.kernel(), NONE)).isFalse();
    tree.module("user", ElfBuilder.amd64().need("nowhere"));
    assertThat(tool.load("user", tree.kernel(), NONE)).isFalse();
    assertThat(tool.remove("middle", tree.kernel(), NONE)).isTrue();
    assertThat(tree.kernel().modules()).containsExactly("other");
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            would load base, which is there
            would load middle, which is there
            would load top
            has base
            has middle
            has other
            has top
            has user
            loaded middle
            loaded base
            no nosuch
            base stays: IN_USE
            user: finit_module: errno 2
            """);
  }
}
