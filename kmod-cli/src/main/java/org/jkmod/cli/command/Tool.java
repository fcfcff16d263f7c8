package org.jkmod.cli.command;

import java.io.IOException;
import java.util.List;
import org.jkmod.cli.CommandContext;
import org.jkmod.cli.args.Arguments;
import org.jkmod.cli.args.OptionTable;
import org.jkmod.cli.args.UsageException;
import org.jspecify.annotations.Nullable;

/**
 * What all tools do alike: read the command line, complain about it, print the help and the
 * version.
 */
public abstract class Tool implements Command {
  /** The tool's options. They are made once: in a native executable, when it is built. */
  abstract OptionTable options();

  /** Does the work. */
  abstract int run(Arguments arguments, CommandContext context);

  /** What is read before the arguments; a tool's variable in the environment, say. */
  List<String> complete(List<String> arguments, CommandContext context) {
    return arguments;
  }

  /** The kernel that an option named, else the running one. */
  static String release(@Nullable String release, CommandContext context) throws IOException {
    return release == null ? context.ports().system().release() : release;
  }

  /** A folder that an option named, absolute; empty when none did, or one without a name. */
  static String folder(@Nullable String folder, CommandContext context) {
    return folder == null || folder.isEmpty() ? "" : context.root().absolute(folder);
  }

  /** The folder of a kernel's modules, under a folder that an option named. */
  static String moduleDirectory(
      @Nullable String folder, @Nullable String release, CommandContext context)
      throws IOException {
    return folder(folder, context) + "/lib/modules/" + release(release, context);
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
    if (parsed.has(table.help())) {
      context.out().print(table.usage());
      return 0;
    }
    if (parsed.has(table.version())) {
      context.out().print(Version.TEXT);
      return 0;
    }
    return run(parsed, context);
  }
}
