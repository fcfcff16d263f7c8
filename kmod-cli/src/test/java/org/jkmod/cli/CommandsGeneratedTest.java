package org.jkmod.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jkmod.cli.args.Option;
import org.jkmod.cli.args.Value;
import org.jkmod.cli.command.CommandRow;
import org.jkmod.cli.command.CommandRow.Operand;
import org.jkmod.cli.command.CommandTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made from the table of commands is as the table says. */
class CommandsGeneratedTest {
  @Test
  void theManualPageOfKmodListsThem() throws IOException {
    StringBuilder list = new StringBuilder(".TP\n\\fBhelp\\fR\nPrint a summary.\n");
    for (CommandRow row : CommandTable.rows()) {
      list.append(".TP\n\\fB").append(roff(row.name())).append("\\fR\n");
      list.append(sentence(roff(row.summary())))
          .append(" See ")
          .append(reference(row))
          .append(".\n");
    }
    Generated.part("docs/man/kmod.8", "commands", list.toString());
  }

  /** The same lines are good for bash and zsh. */
  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh"})
  void theCompletionsOfPosixShellsKnowThem(String shell) throws IOException {
    StringBuilder text = new StringBuilder();
    text.append("# The commands of kmod, and those of a command that has some.\n");
    text.append("_jkmod_commands() {\n  case ${1:-} in\n");
    groups(
        (group, names) ->
            text.append("    '")
                .append(group)
                .append("') printf '%s\\n' ")
                .append(names)
                .append(" ;;\n"));
    text.append(
        "  esac\n}\n# What the value of an option is: VALUE TOOL OPTION.\n_jkmod_value() {\n");
    text.append("  case \"$1 $2\" in\n");
    values(
        (options, offer) ->
            text.append("    '")
                .append(String.join("' | '", options))
                .append("') printf '%s\\n' ")
                .append(offer)
                .append(" ;;\n"));
    text.append("  esac\n}\n# What its operands are.\n_jkmod_operands() {\n  case $1 in\n");
    operands(
        (tool, offer) ->
            text.append("    ")
                .append(tool)
                .append(") printf '%s\\n' ")
                .append(offer)
                .append(" ;;\n"));
    text.append("  esac\n}\n");
    Generated.part("scripts/packaging/completion." + shell, "commands", text.toString());
  }

  @Test
  void theCompletionOfFishKnowsThem() throws IOException {
    StringBuilder text = new StringBuilder();
    text.append("# The commands of kmod, and those of a command that has some.\n");
    text.append("function __jkmod_commands\n    switch \"$argv\"\n");
    groups(
        (group, names) ->
            text.append("        case '")
                .append(group)
                .append("'\n            printf '%s\\n' ")
                .append(names)
                .append('\n'));
    text.append("    end\nend\n# What the value of an option is: VALUE TOOL OPTION.\n");
    text.append("function __jkmod_value\n    switch \"$argv\"\n");
    values(
        (options, offer) ->
            text.append("        case '")
                .append(String.join("' '", options))
                .append("'\n            printf '%s\\n' ")
                .append(offer)
                .append('\n'));
    text.append(
        "    end\nend\n# What its operands are.\nfunction __jkmod_operands\n    switch $argv[1]\n");
    operands(
        (tool, offer) ->
            text.append("        case ")
                .append(tool)
                .append("\n            printf '%s\\n' ")
                .append(offer)
                .append('\n'));
    text.append("    end\nend\n");
    Generated.part("scripts/packaging/completion.fish", "commands", text.toString());
  }

  /** What the completions call a command. */
  private static String tool(CommandRow row) {
    return row.name().replace(' ', '-');
  }

  private static void groups(BiConsumer<String, String> sink) {
    Map<String, Set<String>> groups = new TreeMap<>();
    groups.computeIfAbsent("", group -> new TreeSet<>()).add("help");
    for (CommandRow row : CommandTable.rows()) {
      String[] words = row.name().split(" ", -1);
      groups.computeIfAbsent("", group -> new TreeSet<>()).add(words[0]);
      if (words.length > 1) {
        groups.computeIfAbsent(words[0], group -> new TreeSet<>()).add(words[1]);
      }
    }
    groups.forEach((group, names) -> sink.accept(group, String.join(" ", names)));
  }

  /** For each option with a value, under all its names: what can be offered for it. */
  private static void values(BiConsumer<List<String>, String> sink) {
    Map<String, List<String>> options = new TreeMap<>();
    for (CommandRow row : CommandTable.rows()) {
      for (Option option : row.options().options()) {
        if (option.isShown() && option instanceof Value value) {
          String offer =
              switch (value.label()) {
                case "DIR", "FILE", "PATH" -> "FILES";
                case "VERSION" -> "RELEASES";
                default -> value.choices().isEmpty() ? "ANY" : String.join(" ", value.choices());
              };
          for (String name : option.names()) {
            options.computeIfAbsent(offer, o -> new ArrayList<>()).add(tool(row) + " " + name);
          }
        }
      }
    }
    options.forEach((offer, names) -> sink.accept(names, offer));
  }

  private static void operands(BiConsumer<String, String> sink) {
    for (CommandRow row : CommandTable.rows()) {
      if (!row.operands().isEmpty()) {
        sink.accept(
            tool(row), row.operands().stream().map(Operand::name).collect(Collectors.joining(" ")));
      }
    }
  }

  private static String reference(CommandRow row) {
    return roff(row.page()).replaceFirst("\\.(\\d)$", "($1)");
  }

  private static String roff(String text) {
    return text.replace("-", "\\-").replace("'", "\\(aq");
  }

  private static String sentence(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
  }
}
