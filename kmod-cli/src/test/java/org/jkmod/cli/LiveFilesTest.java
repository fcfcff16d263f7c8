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
 * Files that the kernel makes up say that they are empty, so only {@code SystemRoot.readLive} reads
 * them. No other test would see it: in a test's folder they are files like any other.
 */
class LiveFilesTest {
  private static final Pattern READ =
      Pattern.compile("\\.read(?:IfPresent)?\\(\\s*(?:\"(/[a-z]+/)|([A-Z_]+)\\b)");

  /** The paths that a source reads as if they were on a disk. */
  private static List<String> wrong(String source) {
    List<String> paths = new ArrayList<>();
    Matcher read = READ.matcher(source);
    while (read.find()) {
      String constant = read.group(2);
      String path = read.group(1);
      if (constant != null) {
        Matcher value = Pattern.compile("\\b" + constant + " = \"([^\"]*)").matcher(source);
        path = value.find() ? value.group(1) : "";
      }
      if (path != null && (path.startsWith("/proc/") || path.startsWith("/sys/"))) {
        paths.add(read.group());
      }
    }
    return paths;
  }

  @Test
  void onlyReadLiveReadsThem() throws IOException {
    int sources = 0;
    for (String module : List.of("kmod-core", "native-bindings", "kmod-cli")) {
      try (Stream<Path> walk = Files.walk(Path.of("..", module, "src", "main", "java"))) {
        for (Path source : walk.filter(path -> path.toString().endsWith(".java")).toList()) {
          assertThat(wrong(Files.readString(source))).as(source.toString()).isEmpty();
          sources++;
        }
      }
    }
    assertThat(sources).isGreaterThan(200);
  }

  @Test
  void itCanFail() {
    assertThat(wrong("root.read(\"/proc/self/status\")")).hasSize(1);
    assertThat(wrong("x = root.readIfPresent(\"/sys/a\");")).hasSize(1);
    assertThat(wrong("String BOOT = \"/proc/boot\"; root.readIfPresent(BOOT)")).hasSize(1);
    assertThat(wrong("root.readLive(\"/proc/a\"); root.read(\"/etc/b\"); root.read(path)"))
        .isEmpty();
  }
}
