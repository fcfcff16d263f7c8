package org.jkmod.cli.command;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jkmod.cli.CommandContext;

/** kmod policy: what policy.d allows, and what is made of it; its first argument says which. */
final class PolicyCommand implements Command {
  private static final Map<String, Supplier<Command>> COMMANDS =
      Map.of(
          "evict", PolicyEvict::new,
          "export", PolicyExportCommand::new,
          "generate", PolicyGenerate::new,
          "status", PolicyStatus::new,
          "test", PolicyTestCommand::new);

  private static final String USAGE =
      """
      Usage: kmod policy COMMAND [ARGUMENT]...
      Which kernel modules may be loaded, by policy.d(5).

      Commands:
        status      each module: what the policy says, and which rule
        test        check the policy's files
        generate    print an allow-only list of what this machine uses
        export      print the policy as modprobe.d lines, for programs that know no policy
        evict       remove what is loaded and forbidden

        -h, --help  print this and exit; after a command, that command's options

      Example: kmod policy status algif_aead
      """;

  @Override
  public int run(List<String> arguments, CommandContext context) {
    String first = arguments.isEmpty() ? "" : arguments.get(0);
    if (first.equals("-h") || first.equals("--help") || first.equals("help")) {
      context.out().print(USAGE);
      return 0;
    }
    Supplier<Command> command = COMMANDS.get(first);
    if (command == null) {
      context.out().print(USAGE);
      context.out().flush();
      context
          .err()
          .print(first.isEmpty() ? "missing command\n" : "invalid command '" + first + "'\n");
      return 1;
    }
    return command.get().run(arguments.subList(1, arguments.size()), context);
  }
}
