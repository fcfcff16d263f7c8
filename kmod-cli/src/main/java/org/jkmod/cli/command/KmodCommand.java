package org.jkmod.cli.command;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jkmod.cli.CommandContext;
import org.jspecify.annotations.Nullable;

/** The command that all the others are: by its first argument where its own name says nothing. */
public final class KmodCommand implements Command {
  private static final Map<String, Supplier<Command>> COMMANDS =
      Map.ofEntries(
          Map.entry("depmod", DepmodCommand::new),
          Map.entry("explain", Explain::new),
          Map.entry("insmod", Insmod::new),
          Map.entry("list", () -> new Lsmod("kmod")),
          Map.entry("lsmod", () -> new Lsmod("lsmod")),
          Map.entry("modinfo", Modinfo::new),
          Map.entry("modprobe", Modprobe::new),
          Map.entry("params", Params::new),
          Map.entry("policy", PolicyCommand::new),
          Map.entry("rmmod", Rmmod::new),
          Map.entry("static-nodes", StaticNodes::new));

  /** What is a command of kmod and no tool of its own. */
  private static final List<String> NOT_BY_NAME =
      List.of("explain", "list", "params", "policy", "static-nodes");

  private static final String USAGE =
      """
      Usage: kmod [OPTION]
             kmod COMMAND [ARGUMENT]...
      The tools for the kernel's modules, all in one.

        -V, --version   print the version and exit
        -h, --help      print this and exit

      Commands:
        help            print this
        explain         tell what modprobe would do, and which rules say so
        list            list the loaded modules
        params          show the parameters of modules with their values
        policy          tell which modules may be loaded, and by which rules
        static-nodes    print the static device nodes of the running kernel's modules
        depmod, insmod, lsmod, modinfo, modprobe, rmmod
                        as the commands of those names

      A link to kmod under one of those names is that command.

      Example: kmod list
      """;

  /**
   * The tool of that name, null if there is none; {@code explain}, {@code list}, {@code params},
   * {@code policy}, {@code static-nodes} and {@code kmod} are none.
   */
  public static @Nullable Command named(String name) {
    Supplier<Command> command = NOT_BY_NAME.contains(name) ? null : COMMANDS.get(name);
    return command == null ? null : command.get();
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
    Supplier<Command> command = COMMANDS.get(first);
    if (command == null) {
      context.out().print(USAGE);
      context.out().flush();
      context.err().print("invalid command '" + first + "'\n");
      return 1;
    }
    return command.get().run(arguments.subList(1, arguments.size()), context.withProgram(first));
  }
}
