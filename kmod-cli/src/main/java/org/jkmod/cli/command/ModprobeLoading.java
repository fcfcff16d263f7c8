package org.jkmod.cli.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jkmod.Kmod;
import org.jkmod.cli.CommandContext;
import org.jkmod.cli.args.Arguments;
import org.jkmod.cli.args.Flag;
import org.jkmod.cli.log.Priority;
import org.jkmod.cli.log.ToolLog;
import org.jkmod.cli.text.ErrnoText;
import org.jkmod.cli.text.IndexHints;
import org.jkmod.cli.text.Json;
import org.jkmod.cli.text.LoadFailureText;
import org.jkmod.cli.text.ParameterText;
import org.jkmod.cli.text.StepJson;
import org.jkmod.cli.text.StepLine;
import org.jkmod.load.GatheringListener;
import org.jkmod.load.LoadFailure;
import org.jkmod.load.LoadListener;
import org.jkmod.load.PlanRunner;
import org.jkmod.port.Commands;
import org.jkmod.resolve.LoadPlan;
import org.jkmod.resolve.LoadRequest;
import org.jkmod.resolve.LoadRequest.Option;
import org.jkmod.resolve.LoadStep;
import org.jkmod.resolve.LoadTarget;
import org.jkmod.resolve.Objection;
import org.jkmod.resolve.Operand;
import org.jkmod.resolve.PlannedOperand;
import org.jspecify.annotations.Nullable;

/** modprobe without -r: loads, or shows what would be loaded; says what the plan tells it. */
final class ModprobeLoading implements LoadListener {
  private final Kmod kmod;
  private final Arguments arguments;
  private final CommandContext context;
  private final ToolLog log;
  private final @Nullable Json json;
  private final ModprobePolicy policy;
  private final boolean showsSteps;
  private final boolean resolvesOnly;

  /**
   * @param json where what is shown goes to instead; null for text
   */
  ModprobeLoading(
      Kmod kmod, Arguments arguments, CommandContext context, ToolLog log, @Nullable Json json) {
    this.kmod = kmod;
    this.arguments = arguments;
    this.context = context;
    this.log = log;
    this.json = json;
    this.policy = new ModprobePolicy(arguments, context, log);
    this.resolvesOnly = Modprobe.resolves(arguments);
    this.showsSteps =
        arguments.has(Modprobe.SHOW_DEPENDS) || log.threshold() > Priority.WARNING.number();
  }

  /** Does one step after the other; the exit status. */
  int run(Commands commands) throws IOException {
    return run(commands, null);
  }

  /**
   * Does it, several steps at once; the exit status.
   *
   * @param threads null for one step after the other
   */
  int run(Commands commands, @Nullable Executor threads) throws IOException {
    if (json != null) {
      json.array(resolvesOnly ? "modules" : "steps");
    }
    LoadPlan plan = kmod.planLoad(new LoadRequest(operands(), options()), policy.read());
    boolean isShown =
        resolvesOnly || arguments.has(Modprobe.SHOW_DEPENDS) || arguments.has(Modprobe.DRY_RUN);
    boolean good = isShown ? PlanRunner.tell(plan, this) : load(plan, commands, threads);
    if (json != null) {
      policy.write(json);
    }
    return good ? 0 : 1;
  }

  private boolean load(LoadPlan plan, Commands commands, @Nullable Executor threads)
      throws IOException {
    PlanRunner runner = kmod.runner(context.ports().kernel(), commands);
    return threads == null
        ? runner.run(plan, this)
        : runner.run(plan, new GatheringListener(plan, this), threads);
  }

  private List<Operand> operands() {
    List<String> given = arguments.operands();
    if (!arguments.has(Modprobe.ALL)) {
      String parameters = ParameterText.join(given.subList(1, given.size()));
      return List.of(Operand.of(given.get(0), parameters));
    }
    List<Operand> operands = new ArrayList<>();
    for (String text : given) {
      operands.add(Operand.of(text, ""));
    }
    return operands;
  }

  private Set<Option> options() {
    EnumSet<Option> options = EnumSet.noneOf(Option.class);
    add(Modprobe.IGNORE_COMMANDS, Option.IGNORE_INSTALL, options);
    add(Modprobe.USE_BLACKLIST, Option.USE_BLACKLIST, options);
    add(Modprobe.FIRST_TIME, Option.FIRST_TIME, options);
    add(Modprobe.FORCE, Option.FORCE_MODVERSION, options);
    add(Modprobe.FORCE, Option.FORCE_VERMAGIC, options);
    add(Modprobe.FORCE_MODVERSION, Option.FORCE_MODVERSION, options);
    add(Modprobe.FORCE_VERMAGIC, Option.FORCE_VERMAGIC, options);
    add(Modprobe.SHOW_DEPENDS, Option.IGNORE_LOADED, options);
    add(Modprobe.RESOLVE_ALIAS, Option.RESOLVE_ONLY, options);
    add(Modprobe.SHOW_ALIAS, Option.RESOLVE_ONLY, options);
    return options;
  }

  private void add(Flag flag, Option option, Set<Option> options) {
    if (arguments.has(flag)) {
      options.add(option);
    }
  }

  private void complain(String message) {
    log.log(Modprobe.complaint(arguments), message);
  }

  @Override
  public void notFound(Operand missing) {
    String text = missing.text();
    if (missing.isFile()) {
      complain("Failed to get module from path " + text + ": No such file or directory");
      return;
    }
    complain("Module " + text + " not found in directory " + kmod.directory().path());
    if (log.shows(Priority.ERROR)) {
      IndexHints.notFound(text, context.root(), kmod.directory(), log::hint);
    }
  }

  @Override
  public void refused(PlannedOperand operand, Objection objection) {
    policy.refused(operand, objection);
  }

  @Override
  public void objected(Operand operand, LoadTarget target, Objection objection) {
    policy.objected(operand, target, objection);
  }

  @Override
  public void target(Operand of, LoadTarget target) {
    if (!resolvesOnly) {
      return;
    }
    if (json == null) {
      context.out().print(target.name() + "\n");
    } else {
      json.object().field("alias", of.text()).field("module", target.name().text()).endObject();
    }
  }

  @Override
  public void alreadyLoaded(LoadTarget target) {
    log.error("could not insert '" + target.name() + "': Module already in kernel");
  }

  @Override
  public void badDependencyName(String name) {
    log.error("failed to lookup dependency '" + name + "', continuing anyway.");
  }

  @Override
  public void step(LoadStep step) {
    if (json != null) {
      step.accept(new StepJson(json));
    } else if (showsSteps) {
      context.out().print(step.accept(StepLine.INSTANCE));
    }
  }

  @Override
  public void failed(LoadFailure failure) {
    try {
      String release = Tool.release(arguments.last(Modprobe.SET_VERSION), context);
      new LoadFailureText(kmod, release, log).say(failure);
    } catch (IOException e) {
      log.error(ErrnoText.withFile(e));
    }
  }
}
