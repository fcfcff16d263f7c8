package org.jkmod.cli.command;

import java.util.List;
import org.jkmod.cli.CommandContext;

/** kmod policy: what policy.d allows, and what is made of it; its first argument says which. */
final class PolicyCommand implements Command {
  /** What the names of its commands start with in the table. */
  static final String PREFIX = "policy ";

  private static final String USAGE = usage();

  private static String usage() {
    StringBuilder text =
        new StringBuilder(
            """
            Usage: kmod policy COMMAND [ARGUMENT]...
            Shows and applies the policy for kernel modules, see policy.d(5).

              -h, --help      print this help and exit; after a command, its options

            Commands:
            """);
    for (CommandRow row : CommandTable.rows()) {
      if (row.name().startsWith(PREFIX)) {
        KmodCommand.line(row.name().substring(PREFIX.length()), row.summary(), text);
      }
    }
    return text.append("\nExample: kmod policy status algif_aead\n").toString();
  }

  @Override
  public int run(List<String> arguments, CommandContext context) {
    String first = arguments.isEmpty() ? "" : arguments.get(0);
    if (first.equals("-h") || first.equals("--help") || first.equals("help")) {
      context.out().print(USAGE);
      return 0;
    }
    CommandRow row = CommandTable.named(PREFIX + first);
    if (row == null) {
      context.out().print(USAGE);
      context.out().flush();
      context
          .err()
          .print(first.isEmpty() ? "missing command\n" : "invalid command '" + first + "'\n");
      return 1;
    }
    return row.create().run(arguments.subList(1, arguments.size()), context);
  }
}
