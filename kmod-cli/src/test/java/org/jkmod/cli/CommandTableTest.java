package org.jkmod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jkmod.cli.command.CommandRow;
import org.jkmod.cli.command.CommandTable;
import org.jkmod.fixtures.Rootfs;
import org.jkmod.fixtures.golden.GoldenCase.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every row of the table of commands has all that a command needs; nothing is left of one that
 * went.
 */
class CommandTableTest {
  private static final Path DOCS = Path.of("..", "docs");
  private static final Pattern OPTION =
      Pattern.compile("(?m)(?<=^  |^      |, )--?[0-9A-Za-z][-a-z]*");

  /** kmod's options alone are more lines than a small screen has. */
  private static final Set<String> LONG_HELP = Set.of("depmod", "modprobe");

  @TempDir Path folder;

  static List<CommandRow> rows() {
    return CommandTable.rows();
  }

  private Outcome run(CommandRow row, String... arguments) {
    List<String> command = new ArrayList<>();
    if (!row.hasLink()) {
      command.add("kmod");
    }
    command.addAll(List.of(row.name().split(" ")));
    command.addAll(List.of(arguments));
    return GoldenReplay.start(command, new Rootfs(folder));
  }

  private static String shown(CommandRow row) {
    return (row.hasLink() ? "" : "kmod ") + row.name();
  }

  private String help(CommandRow row) {
    Outcome outcome = run(row, "--help");
    assertThat(outcome.status()).isZero();
    assertThat(outcome.stderr()).isEmpty();
    return outcome.stdout();
  }

  private static Set<String> options(String help) {
    Set<String> options = new HashSet<>();
    Matcher option = OPTION.matcher(help);
    while (option.find()) {
      options.add(option.group());
    }
    return options;
  }

  @Test
  void rowsAreInOrderAndEachNameComesOnce() {
    assertThat(rows()).isSortedAccordingTo(Comparator.comparing(CommandRow::name));
    assertThat(rows()).extracting(CommandRow::name).doesNotHaveDuplicates().hasSizeGreaterThan(9);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void theHelpFitsTheScreenAndHasAnExample(CommandRow row) {
    String help = help(row);
    assertThat(help.lines()).allMatch(line -> line.length() <= 80);
    if (!LONG_HELP.contains(row.name())) {
      assertThat(help.lines()).hasSizeLessThanOrEqualTo(24);
    }
    String command = row.name().equals("list") ? "lsmod" : shown(row);
    assertThat(help).startsWith("Usage: " + command + " ");
    assertThat(help.lines()).last().asString().startsWith("Example: " + command + " ");
    assertThat(options(help)).contains("-h", "--help", "-V", "--version");
  }

  @ParameterizedTest
  @MethodSource("rows")
  void theManualPageHasEveryOptionAndAnExample(CommandRow row) throws IOException {
    String page = Files.readString(DOCS.resolve("man").resolve(row.page())).replace("\\-", "-");
    for (String option : options(help(row))) {
      assertThat(page).contains("\\fB" + option + "\\fR");
    }
    String name = row.page().replaceFirst("\\.8$", "");
    assertThat(page).startsWith(".TH " + name.toUpperCase(Locale.ROOT) + " 8 ");
    assertThat(page).contains("\n.SH NAME\n" + name + " - ");
    assertThat(page).contains("\n.SH EXIT STATUS\n", "\n.SH EXAMPLES\n", "\n.SH SEE ALSO\n");
  }

  @ParameterizedTest
  @MethodSource("rows")
  void jsonHasASchemaThatIsListed(CommandRow row) throws IOException {
    String help = help(row);
    assertThat(help.contains("json")).isEqualTo(!row.schemas().isEmpty());
    if (options(help).contains("--json")) {
      assertThat(row.schemas()).isNotEmpty();
    }
    String list = Files.readString(DOCS.resolve("json.md"));
    for (String schema : row.schemas()) {
      assertThat(DOCS.resolve("json/" + schema + ".schema.json")).exists();
      assertThat(list).contains("(json/" + schema + ".schema.json)");
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void anUnknownOptionIsRefused(CommandRow row) {
    Outcome outcome = run(row, "--nosuch");
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.stderr()).endsWith(": unrecognized option '--nosuch'\n");
  }

  @ParameterizedTest
  @MethodSource("rows")
  void kmodRunsItAndListsIt(CommandRow row) {
    List<String> words = new ArrayList<>(List.of(("kmod " + row.name()).split(" ")));
    Outcome list = GoldenReplay.start(words.subList(0, words.size() - 1), new Rootfs(folder));
    assertThat(list.status()).isEqualTo(1);
    String name = words.get(words.size() - 1);
    assertThat(list.stdout().lines())
        .anyMatch(line -> line.matches("  (.*, )?" + name + "((,| ).*)?"));
    assertThat(list.stdout().lines()).hasSizeLessThanOrEqualTo(24).allMatch(l -> l.length() <= 80);
    words.add("--help");
    assertThat(GoldenReplay.start(words, new Rootfs(folder)).stdout()).isEqualTo(help(row));
  }

  @Test
  void noPageAndNoSchemaIsOfACommandThatIsNotThere() throws IOException {
    Set<String> known = new HashSet<>(List.of("kmod.8"));
    for (CommandRow row : rows()) {
      known.add(row.page());
      row.schemas().forEach(schema -> known.add(schema + ".schema.json"));
    }
    for (String place : new String[] {"man", "json"}) {
      try (Stream<Path> files = Files.list(DOCS.resolve(place))) {
        assertThat(files)
            .extracting(file -> String.valueOf(file.getFileName()))
            .filteredOn(name -> !name.endsWith(".5"))
            .allMatch(known::contains);
      }
    }
  }
}
