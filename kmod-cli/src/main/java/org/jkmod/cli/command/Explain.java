package org.jkmod.cli.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.jkmod.Kmod;
import org.jkmod.cli.CommandContext;
import org.jkmod.cli.args.Arguments;
import org.jkmod.cli.args.Flag;
import org.jkmod.cli.args.OptionTable;
import org.jkmod.cli.args.Value;
import org.jkmod.cli.log.ToolLog;
import org.jkmod.cli.text.IndexHints;
import org.jkmod.cli.text.Json;
import org.jkmod.cli.text.TargetText;
import org.jkmod.policy.Policy;
import org.jkmod.policy.PolicyReader;
import org.jkmod.resolve.LoadPlan;
import org.jkmod.resolve.LoadRequest;
import org.jkmod.resolve.LoadRequest.Option;
import org.jkmod.resolve.LoadTarget;
import org.jkmod.resolve.Operand;
import org.jkmod.resolve.PlanGraph;
import org.jkmod.resolve.PlannedOperand;
import org.jspecify.annotations.Nullable;

/** kmod explain: what modprobe would do for a name, why, and where each rule stands. */
public final class Explain extends KmodTool {
  private static final OptionTable.Builder TABLE = OptionTable.of("kmod explain");
  static final Value CONFIG =
      TABLE.value("-C,--config", "PATH", "read this file or directory instead of modprobe.d");
  static final Value DIRNAME =
      TABLE.value("-d,--dirname", "DIR", "look for modules in DIR/lib/modules");
  static final Value SET_VERSION =
      TABLE.value("-S,--set-version", "VERSION", "use this release, not the running kernel's");
  static final Flag JSON = TABLE.ownFlag("--json", "print one JSON document");
  private static final OptionTable OPTIONS =
      TABLE.build(
          "kmod explain [OPTION]... MODULE...",
          "Shows what modprobe would do for a name or an alias, step by step, and the file and line"
              + " behind each step. Changes nothing.",
          "",
          "Example: kmod explain fs-vfat");

  @Override
  OptionTable options() {
    return OPTIONS;
  }

  @Override
  int run(Arguments arguments, CommandContext context, ToolLog log) throws IOException, Complaint {
    requireModules(arguments);
    if (!arguments.has(JSON)) {
      return explain(arguments, context, log, null);
    }
    try (Json json = new Json(context.out()).array("modules")) {
      return explain(arguments, context, log, json);
    }
  }

  private static int explain(
      Arguments arguments, CommandContext context, ToolLog log, @Nullable Json json)
      throws IOException {
    boolean good = true;
    Kmod kmod =
        Kmod.open(
            context.root(),
            moduleDirectory(arguments.last(DIRNAME), arguments.last(SET_VERSION), context),
            context.ports().decompressor(),
            arguments.values(CONFIG));
    tellProblems(kmod, context);
    List<Operand> operands = new ArrayList<>();
    for (String operand : arguments.operands()) {
      operands.add(new Operand(operand, false, ""));
    }
    Policy policy =
        new PolicyReader(context.root(), folder(arguments.last(DIRNAME), context)).read();
    tellProblems(policy, log);
    LoadPlan plan = kmod.planLoad(new LoadRequest(operands, EnumSet.of(Option.COMPLETE)), policy);
    PlanGraph graph = plan.graph();
    for (PlannedOperand operand : plan.operands()) {
      good &= explain(operand, graph, kmod, context, log, json);
    }
    IndexHints.textWasRead(kmod.directory(), log::hint);
    return good ? 0 : 1;
  }

  private static boolean explain(
      PlannedOperand planned,
      PlanGraph graph,
      Kmod kmod,
      CommandContext context,
      ToolLog log,
      @Nullable Json json)
      throws IOException {
    if (planned.problem() != null) {
      throw planned.problem();
    }
    String operand = planned.operand().text();
    for (LoadTarget target : planned.targets()) {
      if (json != null) {
        TargetText.write(operand, target, json);
      } else {
        context.out().print(TargetText.of(operand, target, graph));
      }
    }
    if (planned.isUnknown()) {
      log.error("Module " + operand + " not found in directory " + kmod.directory().path());
      IndexHints.notFound(operand, context.root(), kmod.directory(), log::hint);
    }
    return !planned.isUnknown();
  }
}
