package org.jkmod.cli.command;

import java.io.IOException;
import java.util.List;
import org.jkmod.Kmod;
import org.jkmod.cli.CommandContext;
import org.jkmod.cli.args.Arguments;
import org.jkmod.cli.log.ToolLog;
import org.jkmod.cli.text.ConfigMessages;
import org.jkmod.cli.text.ErrnoText;
import org.jkmod.cli.text.PolicyText;
import org.jkmod.config.ConfigProblem;
import org.jkmod.policy.Policy;
import org.jkmod.policy.PolicyProblem;

/**
 * What kmod's own commands do alike: they say in the same way what is wrong with a command line,
 * what cannot be read, and what the configuration and the policy have that does not count.
 */
abstract class KmodTool extends Tool {
  /** What the user can put right; it is told as it is, and the command ends with 1. */
  static final class Complaint extends Exception {
    private static final long serialVersionUID = 1;

    Complaint(String message) {
      super(message);
    }
  }

  /** Does the work. */
  abstract int run(Arguments arguments, CommandContext context, ToolLog log)
      throws IOException, Complaint;

  @Override
  final int run(Arguments arguments, CommandContext context) {
    ToolLog log = context.log("kmod", false);
    try {
      return run(arguments, context, log);
    } catch (Complaint e) {
      log.error(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      log.error(ErrnoText.withFile(e));
    }
    return 1;
  }

  static void refuseOperands(Arguments arguments) throws Complaint {
    if (!arguments.operands().isEmpty()) {
      throw new Complaint("too many arguments provided.");
    }
  }

  static void requireModules(Arguments arguments) throws Complaint {
    if (arguments.operands().isEmpty()) {
      throw new Complaint("missing module.");
    }
  }

  /** The modules of the running kernel, with the system's configuration. */
  static Kmod openRunning(CommandContext context) throws IOException {
    String folder = "/lib/modules/" + context.ports().system().release();
    return Kmod.open(context.root(), folder, context.ports().decompressor(), List.of());
  }

  static void tellProblems(Kmod kmod, CommandContext context) throws IOException {
    for (ConfigProblem problem : kmod.config().problems()) {
      context.err().print(ConfigMessages.line(problem));
    }
    context.err().flush();
  }

  static void tellProblems(Policy policy, ToolLog log) {
    for (PolicyProblem problem : policy.problems()) {
      log.warning(PolicyText.of(problem));
    }
  }
}
