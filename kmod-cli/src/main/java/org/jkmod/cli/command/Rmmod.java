package org.jkmod.cli.command;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import org.jkmod.Kmod;
import org.jkmod.ModuleName;
import org.jkmod.cli.CommandContext;
import org.jkmod.cli.args.Arguments;
import org.jkmod.cli.args.Flag;
import org.jkmod.cli.args.OptionTable;
import org.jkmod.cli.log.Priority;
import org.jkmod.cli.log.ToolLog;
import org.jkmod.cli.text.ErrnoText;
import org.jkmod.cli.text.UsersText;
import org.jkmod.diagnose.Users;
import org.jkmod.load.RemoveListener;
import org.jkmod.load.Remover;
import org.jkmod.port.Clock;
import org.jkmod.port.Commands;
import org.jkmod.resolve.RemoveRequest;
import org.jkmod.resolve.RemoveRequest.Option;
import org.jkmod.resolve.RemoveStep;

/** Removes modules, each on its own: no dependencies, no configuration. */
public final class Rmmod extends Tool {
  private static final OptionTable.Builder TABLE = OptionTable.of("rmmod");
  static final Flag FORCE =
      TABLE.flag("-f,--force", "remove a module even when it is in use: may crash the machine");
  static final Flag SYSLOG =
      TABLE.flag("-s,--syslog", "write messages to the system's log, not to stderr");
  static final Flag VERBOSE = TABLE.flag("-v,--verbose", "print more messages; may be repeated");
  static final Flag WAIT = TABLE.hiddenFlag("-w,--wait");
  private static final OptionTable OPTIONS =
      TABLE.build(
          "rmmod [OPTION]... MODULE...",
          "Removes modules from the kernel. modprobe -r also removes what is no longer used.",
          "",
          "Example: rmmod dummy");

  private static final Commands NO_COMMANDS =
      (command, environment) -> {
        throw new IllegalStateException("rmmod runs no commands");
      };

  @Override
  OptionTable options() {
    return OPTIONS;
  }

  @Override
  int run(Arguments parsed, CommandContext context) {
    ToolLog log = context.log("rmmod", parsed.has(SYSLOG));
    log.threshold(Priority.ERROR.number() + parsed.count(VERBOSE));
    if (parsed.operands().isEmpty()) {
      log.error("missing module name.");
      return 1;
    }
    EnumSet<Option> how = EnumSet.of(Option.ALONE, Option.ALL);
    if (parsed.has(FORCE)) {
      how.add(Option.FORCE);
    }
    Kmod kmod =
        Kmod.withoutConfig(
            context.root(), "/lib/modules/" + release(context), context.ports().decompressor());
    try {
      Remover remover = kmod.remover(context.ports().kernel(), NO_COMMANDS, Clock.SYSTEM);
      boolean good = true;
      for (String operand : parsed.operands()) {
        good &=
            remover.run(
                new RemoveRequest(List.of(operand), how, 0), new Messages(kmod, log, operand));
      }
      return good ? 0 : 1;
    } catch (IOException e) {
      log.error(ErrnoText.withFile(e));
      return 1;
    }
  }

  /** Empty when the system does not tell; then no module is known to be built in. */
  private static String release(CommandContext context) {
    try {
      return context.ports().system().release();
    } catch (IOException e) {
      return "";
    }
  }

  /** Says what the removal tells it. */
  private record Messages(Kmod kmod, ToolLog log, String operand) implements RemoveListener {
    @Override
    public void holdersUnknown(ModuleName module, IOException reason) {
      log.error("could not open '/sys/module/" + module + "/holders': " + ErrnoText.of(reason));
    }

    @Override
    public void refused(RemoveStep.Refused step) {
      ModuleName module = step.module();
      switch (step.obstacle()) {
        case BUILTIN -> log.error("Module " + module + " is builtin.");
        case NOT_LOADED -> log.error("Module " + module + " is not currently loaded");
        case NO_UNLOADING -> log.error("Module unloading is not supported");
        case IN_USE -> {
          if (!step.holders().isEmpty()) {
            log.error(
                "Module "
                    + module
                    + " is in use by: "
                    + String.join(" ", ModuleName.texts(step.holders())));
            return;
          }
          log.error("Module " + module + " is in use");
          log.hint(UsersText.of(module, Users.of(module, kmod.root(), kmod.directory())));
        }
      }
    }

    @Override
    public void failed(RemoveStep step, IOException reason) {
      String why = ErrnoText.of(reason);
      log.error("could not remove '" + step.module() + "': " + why);
      log.error("could not remove module " + operand + ": " + why);
    }
  }
}
