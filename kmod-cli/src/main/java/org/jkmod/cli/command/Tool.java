package org.jkmod.cli.command;

import java.io.IOException;
import java.util.List;
import org.jkmod.cli.CommandContext;
import org.jkmod.cli.args.Arguments;
import org.jkmod.cli.args.OptionTable;
import org.jkmod.cli.args.UsageException;

/**
 * What all tools do alike: read the command line, complain about it, print the help and the
 * version.
 */
abstract class Tool implements Command {
  /** The tool's options. They are made once: in a native executable, when it is built. */
  abstract OptionTable options();

  /** Does the work. */
  abstract int run(Arguments arguments, CommandContext context);

  /** What is read before the arguments; a tool's variable in the environment, say. */
  List<String> complete(List<String> arguments, CommandContext context) {
    return arguments;
  }

  /** The kernel that options name as modprobe's do: --set-version, else the running one. */
  static String release(Arguments arguments, CommandContext context) throws IOException {
    String release = arguments.last("--set-version");
    return release == null ? context.ports().system().release() : release;
  }

  /** The folder that --dirname names, absolute; empty when it names none. */
  static String folder(Arguments arguments, CommandContext context) {
    String folder = arguments.last("--dirname");
    return folder == null ? "" : context.root().absolute(folder);
  }

  /** The folder of its modules, under --dirname where that is given. */
  static String moduleDirectory(Arguments arguments, CommandContext context) throws IOException {
    return folder(arguments, context) + "/lib/modules/" + release(arguments, context);
  }

  @Override
  public final int run(List<String> arguments, CommandContext context) {
    OptionTable table = options();
    Arguments parsed;
    try {
      parsed = table.parse(complete(arguments, context), context.posixlyCorrect());
    } catch (UsageException e) {
      context.usageError(e.complaint());
      return 1;
    }
    if (parsed.has("--help")) {
      context.out().print(table.usage());
      return 0;
    }
    if (parsed.has("--version")) {
      context.out().print(Version.TEXT);
      return 0;
    }
    return run(parsed, context);
  }
}
