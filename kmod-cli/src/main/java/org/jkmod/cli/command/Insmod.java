package org.jkmod.cli.command;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import org.jkmod.Kmod;
import org.jkmod.bytes.MalformedException;
import org.jkmod.cli.CommandContext;
import org.jkmod.cli.args.Arguments;
import org.jkmod.cli.args.OptionTable;
import org.jkmod.cli.log.Priority;
import org.jkmod.cli.log.ToolLog;
import org.jkmod.cli.text.ErrnoText;
import org.jkmod.cli.text.KernelRefusal;
import org.jkmod.cli.text.ParameterText;
import org.jkmod.live.ProcSys;
import org.jkmod.load.ModuleLoader;
import org.jkmod.port.Errno;
import org.jkmod.port.KernelException;
import org.jkmod.port.KernelModules;

/** Loads one file: no dependencies, no configuration. */
public final class Insmod extends Tool {
  private static final OptionTable OPTIONS =
      OptionTable.of("insmod")
          .flag("-f,--force", "ignore version magic and symbol versions: may crash the machine")
          .flag("-s,--syslog", "write messages to the system's log, not to stderr")
          .flag("-v,--verbose", "say more; may be repeated")
          .hiddenFlag("-p")
          .flag("-V,--version", "print the version and exit")
          .flag("-h,--help", "print this and exit")
          .build(
              "insmod [OPTION]... FILE [PARAMETER[=VALUE]]...",
              "Loads a module from its file. modprobe also loads what it depends on.",
              "",
              "Example: insmod ./dummy.ko numdummies=2");

  @Override
  OptionTable options() {
    return OPTIONS;
  }

  @Override
  int run(Arguments parsed, CommandContext context) {
    ToolLog log = context.log("insmod", parsed.has("--syslog"));
    log.threshold(Priority.ERROR.number() + parsed.count("--verbose"));
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
    int flags =
        parsed.has("--force")
            ? KernelModules.IGNORE_MODVERSIONS | KernelModules.IGNORE_VERMAGIC
            : 0;
    return load(file, parameters, flags, context, log);
  }

  private static int load(
      String file, String parameters, int flags, CommandContext context, ToolLog log) {
    ModuleLoader loader =
        new ModuleLoader(
            context.root(),
            context.ports().kernel(),
            context.ports().decompressor(),
            new ProcSys(context.root()));
    try {
      loader.load(file, parameters, flags);
      return 0;
    } catch (NoSuchFileException e) {
      log.error("could not load module " + file + ": " + ErrnoText.of(e));
    } catch (KernelException e) {
      log.error("could not insert module " + file + ": " + KernelRefusal.forInsmod(e));
      explain(e, file, context, log);
    } catch (MalformedException e) {
      log.error("could not insert module " + file + ": Invalid parameters");
      log.hint(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      log.error("could not insert module " + file + ": " + ErrnoText.of(e));
    }
    return 1;
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
      log.hint("no more can be told: " + ErrnoText.withFile(e));
    }
  }
}
