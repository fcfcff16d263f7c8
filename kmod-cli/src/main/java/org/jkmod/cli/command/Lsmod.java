package org.jkmod.cli.command;

import java.io.IOException;
import java.util.List;
import org.jkmod.cli.CommandContext;
import org.jkmod.cli.args.Arguments;
import org.jkmod.cli.args.OptionTable;
import org.jkmod.cli.log.ToolLog;
import org.jkmod.cli.text.ErrnoText;
import org.jkmod.cli.text.LsmodJson;
import org.jkmod.cli.text.LsmodOutput;
import org.jkmod.cli.text.LsmodTable;
import org.jkmod.live.LoadedModule;
import org.jkmod.live.ProcSys;

/** Lists the loaded modules. */
public final class Lsmod extends Tool {
  private static final OptionTable OPTIONS =
      OptionTable.of("lsmod")
          .flag("-s,--syslog", "write messages to the system's log, not to stderr")
          .flag("-v,--verbose", "say more; may be repeated")
          .ownFlag("--json", "print one JSON document")
          .flag("-V,--version", "print the version and exit")
          .flag("-h,--help", "print this and exit")
          .build(
              "lsmod [OPTION]...",
              "Lists the modules that the kernel has loaded: size in bytes, how many use each, and which modules do.",
              "",
              "Example: lsmod | sort -k2 -n");

  private final String tool;

  /**
   * @param tool what messages start with: lsmod, or kmod for its list command
   */
  public Lsmod(String tool) {
    this.tool = tool;
  }

  @Override
  OptionTable options() {
    return OPTIONS;
  }

  @Override
  int run(Arguments parsed, CommandContext context) {
    ToolLog log = context.log(tool, parsed.has("--syslog"));
    if (!parsed.operands().isEmpty()) {
      log.error("too many arguments provided.");
      return 1;
    }
    return list(context, log, parsed.has("--json"));
  }

  private static int list(CommandContext context, ToolLog log, boolean asJson) {
    ProcSys live = new ProcSys(context.root());
    List<LoadedModule> modules;
    try {
      modules = live.loaded();
    } catch (IOException e) {
      String reason = ErrnoText.of(e);
      log.error("could not open " + ProcSys.PROC_MODULES + ": " + reason);
      log.error("could not get list of modules: " + reason);
      return 1;
    }
    try (LsmodOutput output =
        asJson ? new LsmodJson(context.out()) : new LsmodTable(context.out())) {
      print(modules, live, output, log);
    }
    return 0;
  }

  private static void print(
      List<LoadedModule> modules, ProcSys live, LsmodOutput output, ToolLog log) {
    for (LoadedModule module : modules) {
      List<String> holders = List.of();
      try {
        holders = live.listHolders(module.name());
      } catch (IOException e) {
        log.error("could not open '/sys/module/" + module.name() + "/holders': " + ErrnoText.of(e));
      }
      output.module(module.name(), live.size(module), live.referenceCount(module.name()), holders);
    }
  }
}
