package org.jkmod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jkmod.cli.command.CommandRow;
import org.jkmod.cli.command.CommandTable;
import org.jkmod.fixtures.Rootfs;
import org.jkmod.fixtures.golden.GoldenCase;
import org.jkmod.fixtures.golden.GoldenFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds docs/compatibility.md to its word: every option is shown by a case, every case by a row.
 */
class CompatibilityTest {
  private static final Path TOP = Path.of("..");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| ([a-z-]+) \\| ((?:`-[^`]*`(?:, )?)+) \\| (.+) \\|$");
  private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\n]|\\\\.)*)\"");
  private static final Pattern QUOTED = Pattern.compile("`([^`]*)`");
  private static final Pattern HELP =
      Pattern.compile("(?m)(?<=^  |^      |, )--?[0-9A-Za-z][-a-z]*");

  private record Row(String tool, List<String> names, List<String> shownBy, boolean differs) {}

  @TempDir Path folder;
  private String text = "";
  private final List<Row> rows = new ArrayList<>();
  private final Map<String, GoldenCase> cases = new HashMap<>();
  private final List<GoldenCase> optionCases = new ArrayList<>();
  private int goldenCases;

  @BeforeEach
  void read() throws IOException {
    text = Files.readString(TOP.resolve("docs/compatibility.md"));
    Matcher row = ROW.matcher(text.substring(text.indexOf("## Every option")));
    while (row.find()) {
      rows.add(
          new Row(
              row.group(1),
              quoted(row.group(2)),
              quoted(row.group(3)),
              row.group(3).startsWith("differs: ")));
    }
    assertThat(rows).hasSizeGreaterThan(60);
    List<Path> files;
    try (Stream<Path> list = Files.list(TOP.resolve("src-test-fixtures/golden"))) {
      files = list.sorted().toList();
    }
    for (Path file : files) {
      for (GoldenCase one :
          GoldenFile.parse(Files.readString(file, StandardCharsets.ISO_8859_1)).cases()) {
        goldenCases++;
        cases.put(one.title(), one);
        if (file.endsWith("options.golden") || file.endsWith("static-nodes.golden")) {
          optionCases.add(one);
        }
      }
    }
  }

  private static List<String> quoted(String cell) {
    List<String> found = new ArrayList<>();
    Matcher quoted = QUOTED.matcher(cell);
    while (quoted.find()) {
      found.add(quoted.group(1));
    }
    return found;
  }

  private static String tool(GoldenCase one) {
    List<String> words = one.command();
    return words.size() > 1 && words.get(1).equals("static-nodes") ? words.get(1) : words.get(0);
  }

  /** Whether a word of a command line gives that option, alone, in a cluster or with its value. */
  private static boolean gives(String word, String name) {
    if (name.startsWith("--")) {
      return word.equals(name) || word.startsWith(name + "=");
    }
    return word.matches("-[A-Za-z0]*" + name.substring(1) + ".*") && !word.startsWith("--");
  }

  /** Whether a test's text has a word that gives the option. */
  private static boolean givenIn(String test, String name) {
    Matcher literal = LITERAL.matcher(test);
    while (literal.find()) {
      for (String word : literal.group(1).split(" ", -1)) {
        if (name.startsWith("--") ? word.matches(name + "(=.*)?") : word.equals(name)) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  void everyRowIsShown() throws IOException {
    String scenarios = Files.readString(TOP.resolve("scripts/vm/scenarios.sh"));
    int names = 0;
    for (Row row : rows) {
      for (String shown : row.shownBy()) {
        if (row.differs()) {
          assertThat(text).contains("\n| `" + shown + "` |");
        } else if (shown.startsWith("kernel: ")) {
          assertThat(scenarios).contains("scenario " + shown.substring(8) + ";");
        } else if (shown.startsWith("test: ")) {
          String test =
              Files.readString(
                  Path.of("src/test/java/org/jkmod/cli", shown.substring(6) + ".java"));
          assertThat(test).contains("@Test").contains('"' + row.tool() + '"');
          for (String name : row.names()) {
            assertThat(givenIn(test, name)).as("%s %s in %s", row.tool(), name, shown).isTrue();
          }
        } else {
          assertThat(cases).as("the case that %s names", row).containsKey(shown);
          assertThat(tool(Objects.requireNonNull(cases.get(shown)))).isEqualTo(row.tool());
        }
      }
      for (String name : row.names()) {
        names++;
        boolean shown =
            row.differs()
                || row.shownBy().stream().anyMatch(by -> by.startsWith("test: "))
                || row.shownBy().stream()
                    .filter(cases::containsKey)
                    .flatMap(by -> Objects.requireNonNull(cases.get(by)).command().stream())
                    .anyMatch(word -> gives(word, name));
        assertThat(shown).as("%s %s has a case", row.tool(), name).isTrue();
      }
    }
    System.out.printf(
        "compatibility: %d rows, %d names of options, %d golden cases%n",
        rows.size(), names, goldenCases);
    assertThat(goldenCases).isGreaterThan(250);
  }

  @Test
  void everyCaseIsOfAnOptionThatHasARow() {
    for (GoldenCase one : optionCases) {
      for (String word : one.command()) {
        if (word.startsWith("-")) {
          assertThat(rows)
              .as("%s in %s", word, one.title())
              .anyMatch(
                  row ->
                      row.tool().equals(tool(one))
                          && row.names().stream().anyMatch(name -> gives(word, name)));
        }
      }
      if (one.command().stream().anyMatch(word -> word.startsWith("-"))) {
        assertThat(rows)
            .as("a row that names %s", one.title())
            .anyMatch(row -> row.tool().equals(tool(one)));
      }
    }
  }

  @Test
  void everyOptionOfOursHasARow() {
    List<String> commands = new ArrayList<>(List.of("kmod"));
    for (CommandRow row : CommandTable.rows()) {
      // The options of what only we have are in its manual page, and nobody compares them.
      if (row.isOfKmod() && !row.name().equals("list")) {
        commands.add(row.name());
      }
    }
    for (String tool : commands) {
      List<String> command =
          tool.equals("static-nodes") ? List.of("kmod", tool, "--help") : List.of(tool, "--help");
      Matcher help = HELP.matcher(GoldenReplay.start(command, new Rootfs(folder)).stdout());
      Set<String> names = new HashSet<>();
      while (help.find()) {
        names.add(help.group());
      }
      assertThat(names).as("options of " + tool).hasSizeGreaterThan(3);
      for (String name : names) {
        assertThat(rows)
            .as("%s %s", tool, name)
            .filteredOn(row -> row.tool().equals(tool) && row.names().contains(name))
            .hasSize(1);
      }
    }
  }
}
