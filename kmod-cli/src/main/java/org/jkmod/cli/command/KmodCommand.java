package org.jkmod.cli.command;

import java.util.List;
import org.jkmod.cli.CommandContext;

/** The command that all the others are: by its first argument where its own name says nothing. */
public final class KmodCommand implements Command {
  private static final String USAGE = usage();

  private static String usage() {
    StringBuilder text =
        new StringBuilder(
            """
            Usage: kmod [OPTION]
                   kmod COMMAND [ARGUMENT]...
            The tools for the kernel's modules, all in one.

              -V, --version   print the version and exit
              -h, --help      print this help and exit

            Commands:
              help            print this
            """);
    StringBuilder links = new StringBuilder();
    for (CommandRow row : CommandTable.rows()) {
      if (row.hasLink()) {
        links.append(links.isEmpty() ? "" : ", ").append(row.name());
      } else if (row.name().indexOf(' ') < 0) {
        line(row.name(), row.summary(), text);
      }
    }
    line("policy", "show and apply the module policy; see kmod policy --help", text);
    text.append("  ")
        .append(links)
        .append("\n                  each also by a link of that name\n");
    return text.append("\nExample: kmod list\n").toString();
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
