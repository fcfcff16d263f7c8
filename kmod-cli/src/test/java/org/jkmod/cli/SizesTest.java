package org.jkmod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A file that is long says why, in the comment of its class. */
class SizesTest {
  private static final int LIMIT = 300;
  private static final String REASON = "<p>Long because ";

  @Test
  void longFilesSayWhy() throws IOException {
    int files = 0;
    List<String> silent = new ArrayList<>();
    for (String module : List.of("kmod-core", "native-bindings", "kmod-cli")) {
      try (Stream<Path> walk = Files.walk(Path.of("..", module, "src", "main", "java"))) {
        for (Path file : walk.filter(path -> path.toString().endsWith(".java")).toList()) {
          files++;
          if (isSilent(Files.readString(file))) {
            silent.add(file.toString());
          }
        }
      }
    }
    assertThat(files).isGreaterThan(150);
    assertThat(silent).isEmpty();
  }

  @Test
  void oneThatIsSilentIsFound() {
    String rest = "class X {\n" + "\n".repeat(LIMIT) + "}\n";
    assertThat(isSilent("/** X. */\n" + rest)).isTrue();
    assertThat(isSilent("/**\n * X.\n *\n * <p>Long because it is.\n */\n" + rest)).isFalse();
    assertThat(isSilent("/** X. */\nclass X {\n/** <p>Long because it is. */\n" + rest)).isTrue();
    assertThat(isSilent("/** X. */\nclass X {}\n")).isFalse();
  }

  /** Whether a file is long and what stands before its first brace does not say why. */
  private static boolean isSilent(String source) {
    String head = source.substring(0, Math.max(0, source.indexOf(" {\n")));
    return source.lines().count() > LIMIT && !head.contains(REASON);
  }
}
