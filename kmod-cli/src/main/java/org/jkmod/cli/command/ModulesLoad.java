package org.jkmod.cli.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.jkmod.Kmod;
import org.jkmod.boot.ModuleSet;
import org.jkmod.boot.ModuleSetReader;
import org.jkmod.cli.CommandContext;
import org.jkmod.cli.args.Arguments;
import org.jkmod.cli.args.Flag;
import org.jkmod.cli.args.OptionTable;
import org.jkmod.cli.args.Value;
import org.jkmod.cli.log.ToolLog;
import org.jkmod.cli.text.ConfigMessages;
import org.jkmod.cli.text.IndexHints;
import org.jkmod.cli.text.Json;
import org.jkmod.cli.text.ModuleSetText;
import org.jkmod.config.ConfigProblem;
import org.jkmod.load.GatheringListener;
import org.jkmod.load.PlanRunner;
import org.jkmod.port.Commands;
import org.jkmod.resolve.LoadPlan;
import org.jkmod.resolve.LoadRequest;
import org.jkmod.resolve.LoadRequest.Option;
import org.jkmod.resolve.Operand;
import org.jspecify.annotations.Nullable;

/** kmod modules-load: what modules-load.d names, all of it as one plan. */
final class ModulesLoad extends KmodTool {
  private static final OptionTable.Builder TABLE = OptionTable.of("kmod modules-load");
  static final Flag DRY_RUN = TABLE.ownFlag("-n,--dry-run", "print the steps and load nothing");
  static final Value JOBS =
      TABLE.ownValue("-j,--jobs", "N", "load up to N modules at once; default: one per processor");
  static final Flag QUIET = TABLE.ownFlag("-q,--quiet", "say only what goes wrong");
  static final Flag VERBOSE = TABLE.ownFlag("-v,--verbose", "say what is read and asked for");
  static final Flag JSON =
      TABLE.ownFlag("--json", "print the plan as one JSON document and load nothing");
  private static final OptionTable OPTIONS =
      TABLE.build(
          "kmod modules-load [OPTION]... [FILE]...",
          "Loads the modules that modules-load.d and modules_load= on the kernel's command line"
              + " name, or those in FILE. Modules that do not need each other load at the same"
              + " time.",
          "",
          "Example: kmod modules-load --dry-run");

  @Override
  OptionTable options() {
    return OPTIONS;
  }

  @Override
  int run(Arguments arguments, CommandContext context, ToolLog log) throws IOException, Complaint {
    String text = arguments.last(JOBS);
    int jobs = Jobs.count(text == null ? "" : text);
    if (jobs == 0) {
      throw new Complaint("unexpected number of jobs '" + text + "'.");
    }
    return new Session(arguments, context, log).run(jobs);
  }

  /** One run of the tool. */
  private static final class Session {
    private final Arguments arguments;
    private final CommandContext context;
    private final ToolLog log;
    private final boolean changesNothing;

    Session(Arguments arguments, CommandContext context, ToolLog log) {
      this.arguments = arguments;
      this.context = context;
      this.log = log;
      this.changesNothing = arguments.has(DRY_RUN) || arguments.has(JSON);
    }

    int run(int jobs) throws IOException {
      List<String> files = arguments.operands();
      ModuleSetReader reader = new ModuleSetReader(context.root());
      ModuleSet set = files.isEmpty() ? reader.read() : reader.read(files);
      boolean good = say(set);
      String release = context.ports().system().release();
      Kmod kmod = openRunning(context);
      for (ConfigProblem problem : kmod.config().problems()) {
        print(ConfigMessages.line(problem).stripTrailing());
      }
      if (arguments.has(JSON)) {
        try (Json json = new Json(context.out())) {
          write(set, json);
          good &= load(set, kmod, release, jobs, json);
        }
      } else {
        good &= load(set, kmod, release, jobs, null);
      }
      IndexHints.textWasRead(kmod.directory(), log::hint);
      return good ? 0 : 1;
    }

    private boolean say(ModuleSet set) {
      boolean good = true;
      for (ModuleSet.Problem problem : set.problems()) {
        print(ModuleSetText.of(problem));
        good &= !problem.isFailure();
      }
      if (arguments.has(VERBOSE)) {
        set.files().forEach(file -> print("apply: " + file));
        set.entries().forEach(entry -> print("Loading module: " + entry.name()));
      }
      return good;
    }

    private static void write(ModuleSet set, Json json) {
      json.array("modules");
      for (ModuleSet.Entry entry : set.entries()) {
        json.object().field("name", entry.name()).field("from", entry.origin().toString());
        json.endObject();
      }
      json.endArray().array("steps");
    }

    private boolean load(ModuleSet set, Kmod kmod, String release, int jobs, @Nullable Json json)
        throws IOException {
      List<Operand> operands = new ArrayList<>();
      for (ModuleSet.Entry entry : set.entries()) {
        operands.add(new Operand(entry.name(), false, ""));
      }
      ModprobePolicy policy = new ModprobePolicy(arguments, context, log, changesNothing);
      LoadPlan plan =
          kmod.planLoad(new LoadRequest(operands, EnumSet.of(Option.USE_BLACKLIST)), policy.read());
      SetLoading listener =
          new SetLoading(kmod, release, arguments, context, log, policy, plan, json);
      if (changesNothing) {
        PlanRunner.tell(plan, listener);
      } else if (!operands.isEmpty()) {
        PlanRunner runner = kmod.runner(context.ports().kernel(), this::runCommand);
        try (Jobs threads = new Jobs(jobs)) {
          runner.run(plan, new GatheringListener(plan, listener), threads);
        }
      }
      listener.end();
      return listener.isGood();
    }

    private int runCommand(String command, Map<String, String> environment) throws IOException {
      Commands commands = context.ports().commands();
      context.out().flush();
      context.err().flush();
      return commands.run(command, environment);
    }

    private void print(String line) {
      context.err().print(line + "\n");
      context.err().flush();
    }
  }
}
