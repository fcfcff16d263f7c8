package org.jkmod.cli.command;

import java.io.IOException;
import org.jkmod.Kmod;
import org.jkmod.cli.CommandContext;
import org.jkmod.cli.args.Arguments;
import org.jkmod.cli.args.Flag;
import org.jkmod.cli.args.OptionTable;
import org.jkmod.cli.args.Value;
import org.jkmod.cli.log.ToolLog;
import org.jkmod.cli.text.ChartSvg;
import org.jkmod.cli.text.ChartText;
import org.jkmod.graph.Chart;
import org.jkmod.graph.ChartBuilder;
import org.jkmod.graph.ChartBuilder.Direction;
import org.jspecify.annotations.Nullable;

/** kmod graph: installed modules and their dependencies, as lines, for Graphviz, or drawn. */
public final class Graph extends KmodTool {
  private static final OptionTable.Builder TABLE = OptionTable.of("kmod graph");
  static final Value DIRNAME =
      TABLE.value("-d,--dirname", "DIR", "the system's root, instead of /");
  static final Value SET_VERSION =
      TABLE.value("-S,--set-version", "VERSION", "use this kernel release");
  static final Value FORMAT =
      TABLE.ownValue("--format", "FORMAT", "text (default), dot, or svg", "text", "dot", "svg");
  static final Flag REVERSE =
      TABLE.ownFlag("--reverse", "show what depends on the modules instead");
  static final Flag HARD = TABLE.ownFlag("--hard", "leave out soft and weak dependencies");
  static final Flag JSON = TABLE.ownFlag("--json", "print one JSON document");
  private static final OptionTable OPTIONS =
      TABLE.build(
          "kmod graph [OPTION]... [MODULE|ALIAS|PATTERN]...",
          "Prints or draws modules, loaded or not, and their dependencies; without a name those of"
              + " all modules.",
          "",
          "Example: kmod graph --format=svg ext4 nfsv4 > modules.svg");

  @Override
  OptionTable options() {
    return OPTIONS;
  }

  @Override
  int run(Arguments arguments, CommandContext context, ToolLog log) throws IOException, Complaint {
    String format = arguments.last(FORMAT);
    if (format != null && arguments.has(JSON)) {
      throw new Complaint("--format and --json are mutually exclusive.");
    }
    ChosenKernel kernel =
        ChosenKernel.of(arguments.last(DIRNAME), arguments.last(SET_VERSION), context);
    Kmod kmod = kernel.open(context, log);
    Chart chart =
        new ChartBuilder(kmod, kmod.policy(), kernel.isRunning())
            .of(
                arguments.operands(),
                arguments.has(REVERSE) ? Direction.USERS : Direction.NEEDS,
                ChartText.kinds(arguments.has(HARD)));
    return print(chart, arguments.has(JSON), format, context, log);
  }

  private static int print(
      Chart chart, boolean isJson, @Nullable String format, CommandContext context, ToolLog log) {
    ChartText text = new ChartText(chart, context.out());
    if (isJson) {
      text.json();
      return Tree.tellUnknown(chart, log);
    }
    switch (format == null ? "text" : format) {
      case "text" -> text.lines();
      case "dot" -> text.dot();
      case "svg" -> new ChartSvg(chart, context.out()).print();
      default -> {
        log.error("--format takes text, dot or svg, not '" + format + "'.");
        return 1;
      }
    }
    return Tree.tellUnknown(chart, log);
  }
}
