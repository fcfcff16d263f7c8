package org.jkmod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jkmod.SystemRoot;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the help shows is in the manual page. */
class ManPageTest {
  private static final Pattern OPTION =
      Pattern.compile("(?m)(?<=^  |^      |, )--?[0-9A-Za-z][-a-z]*");

  @ParameterizedTest
  @ValueSource(strings = {"depmod", "insmod", "lsmod", "modinfo", "modprobe", "rmmod"})
  void everyOptionIsInThePage(String tool) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CommandContext context =
        new CommandContext(
            tool,
            SystemRoot.real(),
            Map.of(),
            new TextOutput(out),
            new TextOutput(out),
            new TestPorts(out));
    assertThat(Main.run(List.of("--help"), context)).isZero();
    String page = Files.readString(Path.of("..", "docs", "man", tool + ".8")).replace("\\-", "-");
    Matcher options = OPTION.matcher(out.toString(StandardCharsets.UTF_8));
    int count = 0;
    while (options.find()) {
      assertThat(page).as("the page of " + tool).contains("\\fB" + options.group() + "\\fR");
      count++;
    }
    assertThat(count).as("options of " + tool).isGreaterThan(6);
  }
}
