package org.jkmod.cli.command;

import java.io.IOException;
import java.util.List;
import org.jkmod.KernelModule;
import org.jkmod.Kmod;
import org.jkmod.ModuleName;
import org.jkmod.cli.CommandContext;
import org.jkmod.cli.args.Arguments;
import org.jkmod.cli.args.OptionTable;
import org.jkmod.cli.log.ToolLog;
import org.jkmod.cli.text.ConfigMessages;
import org.jkmod.cli.text.ErrnoText;
import org.jkmod.cli.text.IndexHints;
import org.jkmod.cli.text.Json;
import org.jkmod.cli.text.StepExplanation;
import org.jkmod.cli.text.StepJson;
import org.jkmod.config.ConfigProblem;
import org.jkmod.config.Origin;
import org.jkmod.config.Rule;
import org.jkmod.live.ModuleState;
import org.jkmod.resolve.LoadPlan;
import org.jkmod.resolve.LoadPlanner;
import org.jkmod.resolve.LoadStep;
import org.jspecify.annotations.Nullable;

/** kmod explain: what modprobe would do for a name, why, and where each rule stands. */
public final class Explain extends Tool {
  private static final OptionTable OPTIONS =
      OptionTable.of("kmod explain")
          .value("-C,--config", "PATH", "read this file or folder instead of modprobe.d")
          .value("-d,--dirname", "DIR", "modules are in DIR/lib/modules")
          .value("-S,--set-version", "VERSION", "instead of the running kernel's release")
          .ownFlag("--json", "print one JSON document")
          .flag("-V,--version", "print the version and exit")
          .flag("-h,--help", "print this and exit")
          .build(
              "kmod explain [OPTION]... MODULE...",
              "Tells what modprobe would do for a name or an alias, step by step: why, and which file and line says so. Changes nothing.",
              "",
              "Example: kmod explain fs-vfat");

  @Override
  OptionTable options() {
    return OPTIONS;
  }

  @Override
  int run(Arguments arguments, CommandContext context) {
    ToolLog log = context.log("kmod", false);
    if (arguments.operands().isEmpty()) {
      log.error("missing module.");
      return 1;
    }
    if (!arguments.has("--json")) {
      return explain(arguments, context, log, null);
    }
    try (Json json = new Json(context.out()).array("modules")) {
      return explain(arguments, context, log, json);
    }
  }

  private static int explain(
      Arguments arguments, CommandContext context, ToolLog log, @Nullable Json json) {
    boolean good = true;
    try {
      Kmod kmod =
          Kmod.open(
              context.root(),
              moduleDirectory(arguments, context),
              context.ports().decompressor(),
              arguments.values("--config"));
      for (ConfigProblem problem : kmod.config().problems()) {
        context.err().print(ConfigMessages.line(problem));
      }
      context.err().flush();
      for (String operand : arguments.operands()) {
        List<KernelModule> modules = kmod.find(operand);
        if (modules.isEmpty()) {
          log.error("Module " + operand + " not found in directory " + kmod.directory().path());
          IndexHints.notFound(operand, context.root(), kmod.directory(), log::hint);
          good = false;
        }
        for (KernelModule module : modules) {
          explain(operand, module, kmod, context, json);
        }
      }
      IndexHints.textWasRead(kmod.directory(), log::hint);
    } catch (IOException e) {
      log.error(ErrnoText.withFile(e));
      good = false;
    }
    return good ? 0 : 1;
  }

  private static void explain(
      String operand, KernelModule module, Kmod kmod, CommandContext context, @Nullable Json json)
      throws IOException {
    LoadPlan plan =
        kmod.planLoad(module, new LoadPlanner.Request("", false, LoadPlanner.Blacklisting.ALIASES));
    Rule.Blacklist blacklist = kmod.config().blacklistOf(module.name());
    Origin aliased = originOfAlias(operand, module, kmod);
    if (json != null) {
      json.object()
          .field("asked", operand)
          .field("module", module.name())
          .field("alias", module.alias())
          .field("from", aliased == null ? null : aliased.toString())
          .field("blacklist", blacklist == null ? null : blacklist.origin().toString())
          .array("steps");
      for (LoadStep step : plan.steps()) {
        step.accept(new StepJson(json));
      }
      json.endArray().endObject();
      return;
    }
    context.out().print(found(operand, module, aliased));
    if (blacklist != null) {
      context
          .out()
          .print(
              "blacklist "
                  + module.name()
                  + "\n    "
                  + blacklist.origin()
                  + (module.alias() == null
                      ? ": counts for aliases, and it was asked for by its name"
                      : ": so it is not loaded")
                  + "\n");
    }
    for (LoadStep step : plan.steps()) {
      boolean isLoaded = kmod.live().state(step.module()) == ModuleState.LIVE;
      context.out().print(step.accept(new StepExplanation(isLoaded)));
    }
  }

  private static String found(String operand, KernelModule module, @Nullable Origin aliased) {
    String alias = module.alias();
    if (alias == null) {
      return operand + ": a module\n";
    }
    return operand
        + ": an alias of "
        + module.name()
        + (aliased == null
            ? ", as the module itself says"
            : ", by 'alias " + alias + " " + module.name() + "' in " + aliased)
        + "\n";
  }

  /** Where the configuration has it, null when it is the module that does. */
  private static @Nullable Origin originOfAlias(String operand, KernelModule module, Kmod kmod)
      throws IOException {
    String name = ModuleName.normalizeAlias(operand);
    if (name == null || module.alias() == null) {
      return null;
    }
    for (Rule.Alias rule : kmod.config().aliasesOf(name)) {
      if (rule.pattern().equals(module.alias()) && rule.module().equals(module.name())) {
        return rule.origin();
      }
    }
    return null;
  }
}
