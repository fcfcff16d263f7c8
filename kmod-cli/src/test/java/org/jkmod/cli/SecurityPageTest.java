package org.jkmod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/security.md: each promise names what holds it, and that exists. */
class SecurityPageTest {
  private static final Path TOP = Path.of("..");
  private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

  @Test
  void whatIsNamedExists() throws IOException {
    List<String> missing = missing(Files.readString(TOP.resolve("docs/security.md")));
    assertThat(missing).isEmpty();
  }

  @Test
  void eachPromiseNamesOne() throws IOException {
    String page = Files.readString(TOP.resolve("docs/security.md"));
    String promises = page.substring(0, page.indexOf("## What is not promised"));
    for (String paragraph : promises.split("\n(?=- )", -1)) {
      if (paragraph.startsWith("- ")) {
        assertThat(paragraph.split("\n\n", -1)[0]).containsAnyOf("Test`", "`check-", "`golden: ");
      }
    }
  }

  @Test
  void whatDoesNotExistIsFound() throws IOException {
    assertThat(missing("`NoSuchTest`, `check-nothing`, `golden: nothing`")).hasSize(3);
    assertThat(missing("`SecurityPageTest`, `check-bad-input`, `golden: commands`")).isEmpty();
  }

  private static List<String> missing(String page) throws IOException {
    Set<String> tests = tests();
    List<String> missing = new ArrayList<>();
    Matcher quoted = QUOTED.matcher(page);
    while (quoted.find()) {
      if (!exists(quoted.group(1), tests)) {
        missing.add(quoted.group(1));
      }
    }
    return missing;
  }

  /** Whether it is no test's name, or the name of one. */
  private static boolean exists(String word, Set<String> tests) {
    if (word.endsWith("Test")) {
      return tests.contains(word);
    }
    if (word.startsWith("golden: ")) {
      String file = word.substring("golden: ".length()) + ".golden";
      return Files.exists(TOP.resolve("src-test-fixtures/golden").resolve(file));
    }
    return !word.startsWith("check-") || Files.exists(TOP.resolve("scripts").resolve(word));
  }

  private static Set<String> tests() throws IOException {
    Set<String> tests = new HashSet<>();
    for (String module : new String[] {"kmod-cli", "src-test-fixtures"}) {
      try (Stream<Path> walk = Files.walk(TOP.resolve(module).resolve("src/test"))) {
        walk.map(path -> path.getFileName().toString().replaceFirst("[.]java$", ""))
            .forEach(tests::add);
      }
    }
    return tests;
  }
}
