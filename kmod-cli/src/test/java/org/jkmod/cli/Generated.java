package org.jkmod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Files, and parts of files between two marks, that are made from the code. A test that makes one
 * checks that the file in the tree is current; scripts/generate lets it write the file instead.
 */
final class Generated {
  private static final Path TOP = Path.of("..");
  private static final boolean WRITES = Boolean.getBoolean("jkmod.generate");

  private Generated() {}

  /** Holds a whole file against what the code makes. */
  static void file(String path, String made) throws IOException {
    Path file = TOP.resolve(path);
    if (WRITES) {
      Files.writeString(file, made);
    }
    assertThat(Files.readString(file)).as(path + ": run scripts/generate").isEqualTo(made);
  }

  /**
   * The same for the lines between one that has {@code NAME: made by scripts/generate} in it and
   * the one that ends with {@code NAME: end}.
   */
  static void part(String path, String name, String made) throws IOException {
    Path file = TOP.resolve(path);
    String text = Files.readString(file);
    int mark = text.indexOf(name + ": made by scripts/generate");
    assertThat(mark).as("the mark of " + name + " in " + path).isNotNegative();
    int start = text.indexOf('\n', mark) + 1;
    int end = text.lastIndexOf('\n', text.indexOf(name + ": end\n", start)) + 1;
    assertThat(end).as("the end of " + name + " in " + path).isGreaterThanOrEqualTo(start);
    if (WRITES) {
      text = text.substring(0, start) + made + text.substring(end);
      end = start + made.length();
      Files.writeString(file, text);
    }
    assertThat(text.substring(start, end))
        .as(name + " in " + path + ": run scripts/generate")
        .isEqualTo(made);
  }
}
