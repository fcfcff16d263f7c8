package org.jkmod.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.jkmod.ModuleName;
import org.jkmod.cli.CommandContext;
import org.jkmod.cli.args.Arguments;
import org.jkmod.cli.args.OptionTable;
import org.jkmod.cli.log.Priority;
import org.jkmod.cli.log.ToolLog;
import org.jkmod.cli.text.ErrnoText;
import org.jkmod.cli.text.UsersText;
import org.jkmod.diagnose.Users;
import org.jkmod.index.ModuleDirectory;
import org.jkmod.live.ModuleState;
import org.jkmod.live.ProcSys;
import org.jkmod.port.KernelModules;

/** Removes modules, each on its own: no dependencies, no configuration. */
public final class Rmmod extends Tool {
  private static final OptionTable OPTIONS =
      OptionTable.of("rmmod")
          .flag("-f,--force", "remove a module even when it is in use: may crash the machine")
          .flag("-s,--syslog", "write messages to the system's log, not to stderr")
          .flag("-v,--verbose", "say more; may be repeated")
          .hiddenFlag("-w,--wait")
          .flag("-V,--version", "print the version and exit")
          .flag("-h,--help", "print this and exit")
          .build(
              "rmmod [OPTION]... MODULE...",
              "Removes modules from the kernel. modprobe -r also removes what is unused then.",
              "",
              "Example: rmmod dummy");

  @Override
  OptionTable options() {
    return OPTIONS;
  }

  @Override
  int run(Arguments parsed, CommandContext context) {
    ToolLog log = context.log("rmmod", parsed.has("--syslog"));
    log.threshold(Priority.ERROR.number() + parsed.count("--verbose"));
    if (parsed.operands().isEmpty()) {
      log.error("missing module name.");
      return 1;
    }
    Removal removal = new Removal(context, log, parsed.has("--force"));
    int status = 0;
    for (String operand : parsed.operands()) {
      if (!removal.remove(operand)) {
        status = 1;
      }
    }
    return status;
  }

  /** What all operands share. */
  private static final class Removal {
    private final CommandContext context;
    private final ToolLog log;
    private final boolean force;
    private final ProcSys live;

    Removal(CommandContext context, ToolLog log, boolean force) {
      this.context = context;
      this.log = log;
      this.force = force;
      this.live = new ProcSys(context.root());
    }

    boolean remove(String operand) {
      boolean isFile = Files.isRegularFile(context.root().locate(operand));
      String module = isFile ? ModuleName.ofPath(operand) : ModuleName.normalize(operand);
      if (!force && isInUse(module)) {
        return false;
      }
      try {
        context.ports().kernel().remove(module, force ? KernelModules.FORCE : 0);
        return true;
      } catch (IOException e) {
        log.error("could not remove '" + module + "': " + ErrnoText.of(e));
        log.error("could not remove module " + module + ": " + ErrnoText.of(e));
        return false;
      }
    }

    private boolean isInUse(String module) {
      if (isBuiltin(module)) {
        log.error("Module " + module + " is builtin.");
        return true;
      }
      if (live.state(module) == ModuleState.ABSENT) {
        log.error("Module " + module + " is not currently loaded");
        return true;
      }
      List<String> holders = List.of();
      try {
        holders = live.listHolders(module);
      } catch (IOException e) {
        log.error("could not open '/sys/module/" + module + "/holders': " + ErrnoText.of(e));
      }
      if (!holders.isEmpty()) {
        log.error("Module " + module + " is in use by: " + String.join(" ", holders));
        return true;
      }
      int count = live.referenceCount(module);
      if (count > 0) {
        log.error("Module " + module + " is in use");
        hint(module);
      } else if (count < 0) {
        log.error("Module unloading is not supported");
      }
      return count != 0;
    }

    private void hint(String module) {
      try {
        log.hint(UsersText.of(module, Users.of(module, context.root(), directory())));
      } catch (IOException e) {
        log.hint("no more can be told: " + ErrnoText.withFile(e));
      }
    }

    private ModuleDirectory directory() throws IOException {
      return new ModuleDirectory(
          context.root(), "/lib/modules/" + context.ports().system().release());
    }

    private boolean isBuiltin(String module) {
      try {
        return directory().isBuiltin(module);
      } catch (IOException e) {
        return false;
      }
    }
  }
}
