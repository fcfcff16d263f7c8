package org.jkmod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jkmod.fixtures.Rootfs;
import org.jkmod.fixtures.golden.GoldenCase;
import org.jkmod.fixtures.golden.GoldenCase.Outcome;
import org.jkmod.fixtures.golden.GoldenCase.Section;
import org.jkmod.fixtures.golden.GoldenFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * convert.golden: the old file comes to the lines that kmod 34.2 was given, and what kmod made of
 * those is what the old file means.
 */
class ConvertTest {
  private static final Path CASES = Path.of("..", "src-test-fixtures", "golden", "convert.golden");
  private static final Set<String> OLD =
      Set.of("/etc/modules.conf", "/etc/conf.modules", "/etc/modprobe.conf");
  private static final Pattern INSMOD =
      Pattern.compile("(?m)^insmod /lib/modules/1.0/kernel/(\\S+)\\.ko");
  private static final Pattern LAST_BLANKS = Pattern.compile("(?m) +$");

  @TempDir Path folder;

  static Stream<GoldenCase> cases() throws IOException {
    String text = Files.readString(CASES, StandardCharsets.ISO_8859_1);
    return GoldenFile.parse(text).cases().stream();
  }

  private Outcome convert(GoldenCase one) {
    Rootfs rootfs = new Rootfs(folder).folder("/etc/modprobe.d");
    String old = "";
    for (Section section : one.setup()) {
      if (section.kind().equals("file")) {
        rootfs.file(section.argument(), section.body());
        old = OLD.contains(section.argument()) ? section.argument() : old;
      }
    }
    return GoldenReplay.start(List.of("kmod", "convert", old), rootfs);
  }

  private static Map<String, String> files(GoldenCase one) {
    Map<String, String> files = new HashMap<>();
    for (Section section : one.setup()) {
      files.put(section.argument(), section.body());
    }
    return files;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theOldFileComesToTheseLines(GoldenCase one) {
    Outcome outcome = convert(one);
    String lines = Objects.requireNonNull(files(one).get("/etc/modprobe.d/old.conf"));
    assertThat(outcome.stdout()).isEqualTo(lines);
    boolean isComplete = !lines.contains("# Not converted: ");
    assertThat(outcome.status()).isEqualTo(isComplete ? 0 : 1);
    assertThat(outcome.stderr().isEmpty()).isEqualTo(isComplete);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void kmodUnderstandsWhatTheOldFileMeans(GoldenCase one) {
    Outcome recorded = Objects.requireNonNull(one.expected());
    String shown = INSMOD.matcher(recorded.stdout()).replaceAll("insmod $1");
    assertThat(LAST_BLANKS.matcher(shown).replaceAll("")).isEqualTo(files(one).get("/expected"));
    assertThat(recorded.stderr()).isEmpty();
  }

  @Test
  void everyKeywordHasACase() throws IOException {
    StringBuilder old = new StringBuilder();
    cases().forEach(one -> OLD.forEach(path -> old.append('\n').append(files(one).get(path))));
    for (String keyword :
        List.of(
            "above ",
            "alias ",
            "below ",
            "define ",
            "depfile=",
            "else",
            "elseif ",
            "endif",
            "if ",
            "include ",
            "insmod_opt=",
            "install ",
            "keep",
            "options ",
            "path=",
            "path[",
            "generic_stringfile=",
            "pcimapfile=",
            "probe ",
            "probeall ",
            "prune ",
            "post-install ",
            "post-remove ",
            "pre-install ",
            "pre-remove ",
            "remove ",
            "persistdir ",
            "add above ",
            "add options ",
            "add probeall ",
            "blacklist ",
            "softdep ",
            "config ")) {
      assertThat(old.toString()).contains("\n" + keyword);
    }
  }

  @Test
  void whatIsNoFile() {
    Rootfs rootfs = new Rootfs(folder).folder("/etc");
    assertThat(GoldenReplay.start(List.of("kmod", "convert", "/nosuch"), rootfs).stderr())
        .isEqualTo("kmod: ERROR: /nosuch: No such file or directory\n");
    assertThat(GoldenReplay.start(List.of("kmod", "convert"), rootfs).stderr())
        .isEqualTo("kmod: ERROR: missing file.\n");
    assertThat(GoldenReplay.start(List.of("kmod", "convert", "a", "b"), rootfs).status())
        .isEqualTo(1);
  }
}
