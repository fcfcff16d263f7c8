package org.jkmod.cli.command;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.EnumSet;
import java.util.Set;
import org.jkmod.Kmod;
import org.jkmod.bytes.MalformedException;
import org.jkmod.cli.CommandContext;
import org.jkmod.cli.args.Arguments;
import org.jkmod.cli.args.Flag;
import org.jkmod.cli.args.OptionTable;
import org.jkmod.cli.log.Priority;
import org.jkmod.cli.log.ToolLog;
import org.jkmod.cli.text.ErrnoText;
import org.jkmod.cli.text.KernelRefusal;
import org.jkmod.cli.text.ParameterText;
import org.jkmod.load.LoadFailure;
import org.jkmod.load.LoadListener;
import org.jkmod.port.Commands;
import org.jkmod.port.Errno;
import org.jkmod.port.KernelException;
import org.jkmod.resolve.LoadPlan;
import org.jkmod.resolve.LoadRequest.Option;

/** Loads one file: no dependencies, no configuration. */
public final class Insmod extends Tool {
  private static final OptionTable.Builder TABLE = OptionTable.of("insmod");
  static final Flag FORCE =
      TABLE.flag("-f,--force", "ignore version magic and symbol versions: may crash the machine");
  static final Flag FORCE_VERMAGIC = TABLE.ownFlag("--force-vermagic", "ignore the version magic");
  static final Flag FORCE_MODVERSION =
      TABLE.ownFlag("--force-modversion", "ignore the versions of symbols");
  static final Flag SYSLOG =
      TABLE.flag("-s,--syslog", "write messages to the system's log, not to stderr");
  static final Flag VERBOSE = TABLE.flag("-v,--verbose", "print more messages; may be repeated");
  static final Flag P = TABLE.hiddenFlag("-p");
  private static final OptionTable OPTIONS =
      TABLE.build(
          "insmod [OPTION]... FILE [PARAMETER[=VALUE]]...",
          "Loads a module from its file. modprobe also loads what it depends on.",
          "",
          "Example: insmod ./dummy.ko numdummies=2");

  /** No index is read, so it does not matter whose they are. */
  private static final String MODULES_FOLDER = "/lib/modules";

  private static final Commands NO_COMMANDS =
      (command, environment) -> {
        throw new IllegalStateException("insmod runs no commands");
      };

  @Override
  OptionTable options() {
    return OPTIONS;
  }

  @Override
  int run(Arguments parsed, CommandContext context) {
    ToolLog log = context.log("insmod", parsed.has(SYSLOG));
    log.threshold(Priority.ERROR.number() + parsed.count(VERBOSE));
    if (parsed.operands().isEmpty()) {
      log.error("missing filename.");
      return 1;
    }
    String file = parsed.operands().get(0);
    if (file.equals("-")) {
      log.error("this tool does not support loading from stdin!");
      return 1;
    }
    String parameters = ParameterText.join(parsed.operands().subList(1, parsed.operands().size()));
    Set<Option> options = EnumSet.noneOf(Option.class);
    if (parsed.has(FORCE) || parsed.has(FORCE_VERMAGIC)) {
      options.add(Option.FORCE_VERMAGIC);
    }
    if (parsed.has(FORCE) || parsed.has(FORCE_MODVERSION)) {
      options.add(Option.FORCE_MODVERSION);
    }
    LoadPlan plan = LoadPlan.ofFile(file, parameters, options);
    Kmod kmod = Kmod.withoutConfig(context.root(), MODULES_FOLDER, context.ports().decompressor());
    LoadListener listener =
        new LoadListener() {
          @Override
          public void failed(LoadFailure failure) {
            complain(file, failure.reason(), context, log);
          }
        };
    try {
      boolean good = kmod.runner(context.ports().kernel(), NO_COMMANDS).run(plan, listener);
      return good ? 0 : 1;
    } catch (IOException e) {
      log.error("could not load module " + file + ": " + ErrnoText.of(e));
      return 1;
    }
  }

  private static void complain(
      String file, IOException reason, CommandContext context, ToolLog log) {
    switch (reason) {
      case NoSuchFileException missing ->
          log.error("could not load module " + file + ": " + ErrnoText.of(missing));
      case KernelException refusal -> {
        log.error("could not insert module " + file + ": " + KernelRefusal.forInsmod(refusal));
        explain(refusal, file, context, log);
      }
      case MalformedException damaged -> {
        log.error(
            "could not insert module " + file + ": " + KernelRefusal.forInsmod(damaged.errno()));
        log.hint(String.valueOf(damaged.getMessage()));
      }
      default -> log.error("could not insert module " + file + ": " + ErrnoText.of(reason));
    }
  }

  private static void explain(
      KernelException refusal, String file, CommandContext context, ToolLog log) {
    if (refusal.is(Errno.ENOSYS)) {
      // It has looked at nothing, so nothing has to be looked at to tell why.
      KernelRefusal.usual(refusal, log::hint);
      return;
    }
    try {
      String release = context.ports().system().release();
      Kmod kmod =
          Kmod.withoutConfig(
              context.root(), "/lib/modules/" + release, context.ports().decompressor());
      KernelRefusal.explain(refusal, kmod, file, release, log::hint);
    } catch (IOException e) {
      log.hint("the cause cannot be determined: " + ErrnoText.withFile(e));
    }
  }
}
