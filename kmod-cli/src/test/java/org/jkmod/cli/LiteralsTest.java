package org.jkmod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * All text is one char a byte on its way out: a character of a literal that is not ASCII would come
 * out as another one. An escape below 0x100 is a byte that is meant.
 */
class LiteralsTest {
  /** Comments, which may have what they want, and then literals. */
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?s)/\\*.*?\\*/|//[^\\n]*"
              + "|(\"\"\".*?(?<!\\\\)\"\"\"|\"(?:[^\"\\\\\\n]|\\\\.)*\"|'(?:[^'\\\\\\n]|\\\\.)+')");

  private static final Pattern ESCAPE = Pattern.compile("\\\\u+([0-9a-fA-F]{4})");

  @Test
  void literalsAreAsciiOrBytes() throws IOException {
    int files = 0;
    List<String> found = new ArrayList<>();
    for (String module : List.of("kmod-core", "native-bindings", "kmod-cli")) {
      try (Stream<Path> walk = Files.walk(Path.of("..", module, "src", "main", "java"))) {
        for (Path file : walk.filter(path -> path.toString().endsWith(".java")).toList()) {
          files++;
          found.addAll(wrong(file.toString(), Files.readString(file)));
        }
      }
    }
    assertThat(files).isGreaterThan(150);
    assertThat(found).isEmpty();
  }

  /** What this test is for. */
  @Test
  void oneThatIsNotIsFound() {
    String text =
        """
        // so on\u2026 "\u2026"
        /** "\u2026 */ String a = "plain\\\\"; String b = "or \\"so\\" \u2026"; char c = '\\'', d = '\u2026';
        String e = "\\u2026"; String f = \"""
            a "text" \u2026 \"""; String g = "\\u00e2[K";
        """;
    assertThat(wrong("X", text))
        .containsExactly(
            "X: \"or \\\"so\\\" \u2026\"",
            "X: '\u2026'",
            "X: \"\\u2026\"",
            "X: \"\"\"\n    a \"text\" \u2026 \"\"\"");
  }

  private static List<String> wrong(String name, String source) {
    List<String> found = new ArrayList<>();
    Matcher token = TOKEN.matcher(source);
    while (token.find()) {
      String literal = token.group(1);
      if (literal == null) {
        continue;
      }
      Matcher escape = ESCAPE.matcher(literal);
      boolean isGood = literal.chars().allMatch(c -> c < 0x80);
      while (isGood && escape.find()) {
        isGood = Integer.parseInt(escape.group(1), 16) <= 0xff;
      }
      if (!isGood) {
        found.add(name + ": " + literal);
      }
    }
    return found;
  }
}
