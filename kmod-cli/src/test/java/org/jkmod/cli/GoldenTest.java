package org.jkmod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jkmod.fixtures.golden.GoldenCase;
import org.jkmod.fixtures.golden.GoldenCase.Outcome;
import org.jkmod.fixtures.golden.GoldenFile;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every golden case, byte for byte against what kmod 34.2 did. */
class GoldenTest {
  private static final Path FOLDER = Path.of("..", "src-test-fixtures", "golden");

  private static final Path COMPATIBILITY = Path.of("..", "docs", "compatibility.md");

  @TestFactory
  Stream<DynamicContainer> cases() throws IOException {
    List<Path> files;
    try (Stream<Path> list = Files.list(FOLDER)) {
      files = list.sorted().toList();
    }
    assertThat(files).as("golden files").isNotEmpty();
    return files.stream().map(GoldenTest::container);
  }

  private static DynamicContainer container(Path file) {
    assertThat(file.toString()).as("a file that no test reads").endsWith(".golden");
    GoldenFile golden;
    try {
      golden = GoldenFile.parse(Files.readString(file, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(golden.cases()).as("cases in " + file).isNotEmpty();
    Set<String> titles = new HashSet<>();
    List<DynamicTest> tests = new ArrayList<>();
    for (GoldenCase one : golden.cases()) {
      assertThat(titles.add(one.title())).as("two cases named " + one.title()).isTrue();
      tests.add(DynamicTest.dynamicTest(one.title(), () -> check(one)));
    }
    return DynamicContainer.dynamicContainer(
        Objects.requireNonNull(file.getFileName()).toString(), tests);
  }

  private static void check(GoldenCase golden) throws IOException {
    Outcome expected = golden.expected();
    assertThat(expected).as("recorded outcome").isNotNull();
    String theirs = GoldenReplay.show(golden, Objects.requireNonNull(expected));
    String ours = GoldenReplay.show(golden, GoldenReplay.run(golden));
    String row = golden.row();
    if (row == null) {
      assertThat(ours).isEqualTo(theirs);
      return;
    }
    assertThat(Files.readString(COMPATIBILITY)).contains("\n| " + row + " |");
    assertThat(ours).as("a row that is needed no more").isNotEqualTo(theirs);
  }
}
