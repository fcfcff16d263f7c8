package org.jkmod.cli.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import org.jkmod.Kmod;
import org.jkmod.cli.CommandContext;
import org.jkmod.cli.args.Arguments;
import org.jkmod.cli.args.Flag;
import org.jkmod.cli.args.OptionTable;
import org.jkmod.cli.args.Value;
import org.jkmod.cli.log.ToolLog;
import org.jkmod.cli.text.ErrnoText;
import org.jkmod.cli.text.Json;
import org.jkmod.cli.text.SweepText;
import org.jkmod.cli.text.TextTable;
import org.jkmod.load.RemoveListener;
import org.jkmod.load.Remover;
import org.jkmod.port.Clock;
import org.jkmod.resolve.RemoveRequest;
import org.jkmod.resolve.RemoveRequest.Option;
import org.jkmod.resolve.RemoveStep;
import org.jkmod.sweep.Finding;
import org.jkmod.sweep.IdleRecord;
import org.jkmod.sweep.Sweep;

/** kmod sweep: the loaded modules that nobody uses. */
final class SweepCommand extends KmodTool {
  private static final OptionTable.Builder TABLE = OptionTable.of("kmod sweep");
  static final Flag DRY_RUN =
      TABLE.ownFlag(
          "-n,--dry-run", "say of each module whether it may go, and why not (the default)");
  static final Flag REMOVE =
      TABLE.ownFlag("--remove", "remove those that may go, users before what they use");
  static final Value IDLE =
      TABLE.ownValue(
          "--idle", "MINUTES", "only those that every run has found unused for that long");
  static final Flag JSON = TABLE.ownFlag("--json", "print one JSON document");
  private static final OptionTable OPTIONS =
      TABLE.build(
          "kmod sweep [OPTION]...",
          "Finds the loaded modules that nothing uses, as far as the kernel tells. A module"
              + " whose use the kernel does not count stays.",
          "",
          "Example: kmod sweep --remove --idle=30");

  @Override
  OptionTable options() {
    return OPTIONS;
  }

  @Override
  int run(Arguments arguments, CommandContext context, ToolLog log) throws IOException, Complaint {
    refuseOperands(arguments);
    if (arguments.has(REMOVE) && arguments.has(DRY_RUN)) {
      throw new Complaint("--remove and --dry-run are mutually exclusive.");
    }
    String idle = arguments.last(IDLE);
    long minutes = 0;
    if (idle != null) {
      try {
        minutes = Integer.parseUnsignedInt(idle);
      } catch (NumberFormatException e) {
        throw new Complaint("invalid number of minutes '" + idle + "'.");
      }
    }
    Kmod kmod = openRunning(context);
    List<Finding> findings = new Sweep(kmod).findings();
    if (idle != null) {
      String suffix = ProcessHandle.current().pid() + "." + System.nanoTime();
      findings = new IdleRecord(context.root()).update(findings, minutes, suffix);
    }
    if (arguments.has(JSON)) {
      write(findings, context);
    } else if (!arguments.has(REMOVE)) {
      print(findings, context);
    }
    return !arguments.has(REMOVE) || remove(kmod, findings, arguments, context, log) ? 0 : 1;
  }

  private static void print(List<Finding> findings, CommandContext context) {
    TextTable table = new TextTable(new boolean[] {false, false, false}, "Module", "", "Why");
    for (Finding finding : findings) {
      table.row(
          finding.module().text(), finding.mayGo() ? "may go" : "stays", SweepText.of(finding));
    }
    table.print(context.out());
  }

  private static void write(List<Finding> findings, CommandContext context) {
    try (Json json = new Json(context.out()).array("modules")) {
      for (Finding finding : findings) {
        json.object().field("module", finding.module().text());
        json.field("may_go", finding.mayGo()).field("idle_seconds", finding.idleSeconds());
        json.array("stays");
        for (Finding.Stay stay : finding.stays()) {
          json.object().field("why", stay.why().name().toLowerCase(Locale.ROOT));
          json.field("detail", stay.detail()).endObject();
        }
        json.endArray().endObject();
      }
    }
  }

  private static boolean remove(
      Kmod kmod, List<Finding> findings, Arguments arguments, CommandContext context, ToolLog log)
      throws IOException {
    List<String> modules = new ArrayList<>();
    for (Finding finding : findings) {
      if (finding.mayGo()) {
        modules.add(finding.module().text());
      }
    }
    if (modules.isEmpty()) {
      return true;
    }
    Remover remover =
        kmod.remover(context.ports().kernel(), context.ports().commands(), Clock.SYSTEM);
    RemoveListener listener =
        new RemoveListener() {
          @Override
          public void step(RemoveStep step) {
            if (!arguments.has(JSON)) {
              context.out().print("rmmod " + step.module() + "\n");
            }
          }

          @Override
          public void refused(RemoveStep.Refused step) {
            log.error("Module " + step.module() + " came into use meanwhile.");
          }

          @Override
          public void failed(RemoveStep step, IOException reason) {
            log.error("could not remove '" + step.module() + "': " + ErrnoText.of(reason));
          }
        };
    return remover.run(
        new RemoveRequest(modules, EnumSet.of(Option.ALONE, Option.ALL), 0), listener);
  }
}
