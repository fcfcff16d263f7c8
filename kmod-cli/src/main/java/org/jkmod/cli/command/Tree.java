package org.jkmod.cli.command;

import java.io.IOException;
import org.jkmod.Kmod;
import org.jkmod.cli.CommandContext;
import org.jkmod.cli.args.Arguments;
import org.jkmod.cli.args.Flag;
import org.jkmod.cli.args.OptionTable;
import org.jkmod.cli.args.Value;
import org.jkmod.cli.log.ToolLog;
import org.jkmod.cli.text.ChartText;
import org.jkmod.graph.Chart;
import org.jkmod.graph.ChartBuilder;
import org.jkmod.graph.ChartBuilder.Direction;

/** kmod tree: installed modules with what they depend on below them. */
public final class Tree extends KmodTool {
  private static final OptionTable.Builder TABLE = OptionTable.of("kmod tree");
  static final Value DIRNAME =
      TABLE.value("-d,--dirname", "DIR", "the system's root, instead of /");
  static final Value SET_VERSION =
      TABLE.value("-S,--set-version", "VERSION", "use this kernel release");
  static final Flag REVERSE =
      TABLE.ownFlag("--reverse", "show what depends on the modules instead");
  static final Flag HARD = TABLE.ownFlag("--hard", "leave out soft and weak dependencies");
  static final Flag JSON = TABLE.ownFlag("--json", "print one JSON document");
  private static final OptionTable OPTIONS =
      TABLE.build(
          "kmod tree [OPTION]... MODULE|ALIAS|PATTERN...",
          "Shows modules, loaded or not, with the modules that they depend on below them.",
          "",
          "Example: kmod tree --reverse crc16");

  @Override
  OptionTable options() {
    return OPTIONS;
  }

  @Override
  int run(Arguments arguments, CommandContext context, ToolLog log) throws IOException, Complaint {
    requireModules(arguments);
    ChosenKernel kernel =
        ChosenKernel.of(arguments.last(DIRNAME), arguments.last(SET_VERSION), context);
    boolean isReverse = arguments.has(REVERSE);
    Kmod kmod = kernel.open(context, log);
    Chart chart =
        new ChartBuilder(kmod, kmod.policy(), kernel.isRunning())
            .of(
                arguments.operands(),
                isReverse ? Direction.USERS : Direction.NEEDS,
                ChartText.kinds(arguments.has(HARD)));
    ChartText text = new ChartText(chart, context.out());
    if (arguments.has(JSON)) {
      text.json();
    } else {
      text.tree(isReverse, context.isUtf8());
    }
    return tellUnknown(chart, log);
  }

  /** The exit status. */
  static int tellUnknown(Chart chart, ToolLog log) {
    for (String operand : chart.unknown()) {
      log.error("Module " + operand + " not found.");
    }
    return chart.unknown().isEmpty() ? 0 : 1;
  }
}
