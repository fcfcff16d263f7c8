package org.jkmod.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What scripts parse of --version stays as it is, and one version is written everywhere. */
class VersionTest {
  private static final Path TOP = Path.of("..");

  @Test
  void firstTwoLinesAreForScripts() {
    List<String> lines = Version.TEXT.lines().toList();
    assertThat(lines.get(0)).isEqualTo("kmod version 34.2 (jkmod " + Version.JKMOD + ")");
    assertThat(lines.get(1)).isEqualTo("+ZSTD +XZ +ZLIB +OPENSSL");
  }

  @Test
  void onlyBuildThatIsNoReleaseHasThirdLine() {
    assertThat(Version.origin("")).isEmpty();
    assertThat(Version.origin("commit 0123456789ab with changes"))
        .isEqualTo("not a release: built from commit 0123456789ab with changes\n");
  }

  @Test
  void everyPomHasThatVersion() throws IOException {
    Pattern first = Pattern.compile("<version>(.*?)(-SNAPSHOT)?</version>");
    try (Stream<Path> modules = Files.list(TOP)) {
      List<Path> poms =
          Stream.concat(Stream.of(TOP), modules)
              .map(module -> module.resolve("pom.xml"))
              .filter(Files::exists)
              .toList();
      assertThat(poms).hasSize(5);
      for (Path pom : poms) {
        Matcher version = first.matcher(Files.readString(pom));
        assertThat(version.find()).isTrue();
        assertThat(version.group(1)).as("%s", pom).isEqualTo(Version.JKMOD);
      }
    }
  }

  @Test
  void everyPageHasThatVersion() throws IOException {
    try (Stream<Path> pages = Files.list(TOP.resolve("docs/man"))) {
      for (Path page : pages.toList()) {
        assertThat(Files.readString(page).lines().findFirst().orElseThrow())
            .as("%s", page)
            .contains("\"jkmod " + Version.JKMOD + "\"");
      }
    }
  }

  @Test
  void readmeAndCompatibilityHaveThatVersion() throws IOException {
    assertThat(Files.readString(TOP.resolve("README.md")))
        .contains("jkmod_" + Version.JKMOD + "_amd64.deb");
    assertThat(Files.readString(TOP.resolve("docs/compatibility.md")))
        .contains("(jkmod " + Version.JKMOD + ")");
  }
}
