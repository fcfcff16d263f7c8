package org.jkmod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jkmod.cli.command.KmodCommand;
import org.jkmod.fixtures.Rootfs;
import org.jkmod.fixtures.golden.GoldenCase;
import org.jkmod.fixtures.golden.GoldenCase.Outcome;
import org.jkmod.fixtures.golden.GoldenFile;
import org.jkmod.fixtures.golden.GoldenOutcome;
import org.jkmod.fixtures.golden.GoldenRoot;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every golden case, byte for byte against what kmod 34.2 did. */
class GoldenTest {
  private static final Path FOLDER = Path.of("..", "src-test-fixtures", "golden");

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
    Path base = Files.createTempDirectory("golden");
    try {
      Outcome actual = run(golden, new Rootfs(base));
      assertThat(show(golden, actual)).isEqualTo(show(golden, Objects.requireNonNull(expected)));
    } finally {
      delete(base);
    }
  }

  private static String show(GoldenCase golden, Outcome outcome) {
    StringBuilder text = new StringBuilder();
    text.append("$ ").append(golden.command()).append("\nstatus ").append(outcome.status());
    text.append("\nstdout\n").append(outcome.stdout()).append("stderr\n").append(outcome.stderr());
    for (Map.Entry<String, String> file : new TreeMap<>(outcome.files()).entrySet()) {
      text.append("file ").append(file.getKey()).append('\n').append(file.getValue());
    }
    return text.toString();
  }

  private static Outcome run(GoldenCase golden, Rootfs rootfs) throws IOException {
    for (String version : GoldenRoot.make(golden, rootfs)) {
      assertThat(start(List.of("depmod", version), rootfs).status()).as("depmod").isZero();
    }
    Outcome outcome = start(golden.command(), rootfs);
    return new Outcome(
        outcome.status(),
        outcome.stdout(),
        withoutHints(outcome.stderr()),
        GoldenOutcome.files(rootfs, golden));
  }

  /**
   * What jkmod adds is a line of its own after kmod's; that none comes first is checked by the
   * order of what is left.
   */
  private static String withoutHints(String stderr) {
    StringBuilder kept = new StringBuilder();
    for (String line : stderr.split("(?<=\n)", -1)) {
      if (!line.matches("(?s)\\w+: hint: .*")) {
        kept.append(line);
      }
    }
    return kept.toString();
  }

  private static Outcome start(List<String> command, Rootfs rootfs) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    assertThat(command.get(0).equals("kmod") || KmodCommand.named(command.get(0)) != null).isTrue();
    CommandContext context =
        new CommandContext(
            "/bin/" + command.get(0),
            rootfs.root(),
            Map.of(),
            new TextOutput(out),
            new TextOutput(err),
            new TestPorts(out));
    int status = Main.run(command.subList(1, command.size()), context);
    return new Outcome(
        status,
        out.toString(StandardCharsets.ISO_8859_1),
        err.toString(StandardCharsets.ISO_8859_1),
        Map.of());
  }

  private static void delete(Path folder) throws IOException {
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(folder)) {
      paths = walk.toList();
    }
    for (Path path : paths.reversed()) {
      Files.delete(path);
    }
  }
}
