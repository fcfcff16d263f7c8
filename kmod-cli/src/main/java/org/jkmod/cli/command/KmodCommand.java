package org.jkmod.cli.command;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jkmod.cli.CommandContext;
import org.jkmod.cli.command.CommandRow.Group;

/** The command that all the others are: by its first argument where its own name says nothing. */
public final class KmodCommand implements Command {
  private static final String USAGE = usage();

  private static String usage() {
    StringBuilder text =
        new StringBuilder(
            """
            Usage: kmod [OPTION]
                   kmod COMMAND [ARGUMENT]...
            The kernel module tools in one program.

              -V, --version   print the version and exit
              -h, --help      print this and exit; after a command, its options

            """);
    for (Group group : Group.values()) {
      line(group.heading(), names(row -> row.group() == group), text);
    }
    line("Also available as links to kmod", names(CommandRow::hasLink), text);
    return text.append("\nExample: kmod list\n").toString();
  }

  private static void line(String heading, Collection<String> names, StringBuilder text) {
    text.append(heading).append(":\n  ").append(String.join(", ", names)).append('\n');
  }

  /** The first words of commands, each once: what comes after kmod policy is for its own help. */
  private static Set<String> names(Predicate<CommandRow> which) {
    Set<String> names = new LinkedHashSet<>();
    for (CommandRow row : CommandTable.rows()) {
      if (which.test(row)) {
        names.add(row.name().split(" ", 2)[0]);
      }
    }
    return names;
  }

  /** A line of a list of commands. */
  static void line(String name, String summary, StringBuilder text) {
    text.append("  ").append(name).append(" ".repeat(16 - name.length()));
    text.append(summary).append('\n');
  }

  @Override
  public int run(List<String> arguments, CommandContext context) {
    if (arguments.isEmpty()) {
      context.out().print(USAGE);
      context.out().flush();
      context.err().print("missing command\n");
      return 1;
    }
    String first = arguments.get(0);
    switch (first) {
      case "-h", "--help", "help" -> {
        context.out().print(USAGE);
        return 0;
      }
      case "-V", "--version" -> {
        context.out().print(Version.TEXT);
        return 0;
      }
      default -> {}
    }
    if (first.startsWith("-")) {
      context.usageError(
          first.startsWith("--")
              ? "unrecognized option '" + first + "'"
              : "invalid option -- '"
                  + first.substring(Math.min(1, first.length() - 1), Math.min(2, first.length()))
                  + "'");
      return 1;
    }
    if (first.equals("policy")) {
      return new PolicyCommand()
          .run(arguments.subList(1, arguments.size()), context.withProgram(first));
    }
    CommandRow row = first.indexOf(' ') < 0 ? CommandTable.named(first) : null;
    if (row == null) {
      context.out().print(USAGE);
      context.out().flush();
      context.err().print("invalid command '" + first + "'\n");
      return 1;
    }
    return row.create().run(arguments.subList(1, arguments.size()), context.withProgram(first));
  }
}
