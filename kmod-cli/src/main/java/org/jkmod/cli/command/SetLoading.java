package org.jkmod.cli.command;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.HashSet;
import java.util.Set;
import org.jkmod.AliasKey;
import org.jkmod.Kmod;
import org.jkmod.ModuleName;
import org.jkmod.bytes.MalformedException;
import org.jkmod.cli.CommandContext;
import org.jkmod.cli.args.Arguments;
import org.jkmod.cli.log.ToolLog;
import org.jkmod.cli.text.ErrnoText;
import org.jkmod.cli.text.Json;
import org.jkmod.cli.text.KernelRefusal;
import org.jkmod.cli.text.ProgressBar;
import org.jkmod.cli.text.StepJson;
import org.jkmod.cli.text.StepLine;
import org.jkmod.load.CommandFailure;
import org.jkmod.load.LoadFailure;
import org.jkmod.load.LoadListener;
import org.jkmod.load.MissingFileException;
import org.jkmod.port.Errno;
import org.jkmod.port.KernelException;
import org.jkmod.resolve.LoadPlan;
import org.jkmod.resolve.LoadStep;
import org.jkmod.resolve.LoadTarget;
import org.jkmod.resolve.Objection;
import org.jkmod.resolve.Operand;
import org.jkmod.resolve.PlannedOperand;
import org.jkmod.resolve.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Says what becomes of a set of modules: systemd-modules-load's lines as they are, without a name
 * before them, and our hints after them.
 */
final class SetLoading implements LoadListener {
  private final Kmod kmod;
  private final String release;
  private final CommandContext context;
  private final ToolLog log;
  private final ModprobePolicy policy;
  private final @Nullable Json json;
  private final ProgressBar progress;
  private final boolean isTold;
  private final boolean showsSteps;
  private final boolean isQuiet;
  private final int total;

  /** What was shown of the plan: each module once. */
  private final Set<ModuleName> shown = new HashSet<>();

  private int done;
  private boolean good = true;

  /**
   * @param json where steps go to instead; null for text
   */
  SetLoading(
      Kmod kmod,
      String release,
      Arguments arguments,
      CommandContext context,
      ToolLog log,
      ModprobePolicy policy,
      LoadPlan plan,
      @Nullable Json json) {
    this.kmod = kmod;
    this.release = release;
    this.context = context;
    this.log = log;
    this.policy = policy;
    this.json = json;
    this.isTold = json != null || arguments.has(ModulesLoad.DRY_RUN);
    this.showsSteps = isTold;
    this.isQuiet = arguments.has(ModulesLoad.QUIET) || json != null;
    this.total = plan.targets().size();
    this.progress =
        new ProgressBar(
            context.err(), context.ports()::stderrIsTerminal, System::nanoTime, "modules loaded");
  }

  /** Whether no module failed; one that nothing knows or a blacklist keeps out did not. */
  boolean isGood() {
    return good;
  }

  /** Takes the progress away. */
  void end() {
    progress.clear();
  }

  private void print(String line) {
    progress.clear();
    context.out().flush();
    context.err().print(line + "\n");
    context.err().flush();
  }

  private void info(String line) {
    if (!isQuiet) {
      print(line);
    }
  }

  @Override
  public void notFound(Operand operand) {
    if (AliasKey.isValid(operand.text())) {
      info("Failed to find module '" + operand.text() + "'");
      return;
    }
    good = false;
    String reason = ErrnoText.of(Errno.EINVAL);
    print("Failed to look up module alias '" + operand.text() + "': " + reason);
  }

  @Override
  public void refused(PlannedOperand operand, Objection objection) {
    good = false;
    progress.clear();
    policy.refused(operand, objection);
  }

  @Override
  public void objected(Operand operand, LoadTarget target, Objection objection) {
    progress.clear();
    policy.objected(operand, target, objection);
  }

  @Override
  public void target(Operand operand, LoadTarget target) {
    if (target.isBuiltin()) {
      info("Module '" + target.name() + "' is built in");
    } else if (target.isPresent()) {
      info("Module '" + target.name() + "' is already loaded");
    } else if (target.isBlacklisted()) {
      info("Module '" + target.name() + "' is deny-listed (by kmod)");
    }
  }

  @Override
  public void step(LoadStep step) {
    if (!showsSteps || !shown.add(step.module())) {
      return;
    }
    if (json != null) {
      step.accept(new StepJson(json));
    } else {
      context.out().print(step.accept(StepLine.INSTANCE));
    }
  }

  @Override
  public void over(LoadTarget target, boolean isLoaded) {
    done++;
    if (isLoaded && !target.steps().isEmpty() && !isTold) {
      info("Inserted module '" + target.name() + "'");
    }
    if (!isTold && !isQuiet) {
      progress.show(done, total);
    }
  }

  @Override
  public void failed(LoadFailure failure) {
    good = false;
    log.together(() -> say(failure));
  }

  private void say(LoadFailure failure) {
    IOException reason = failure.reason();
    String start = "Failed to insert module '" + failure.target().name() + "': ";
    if (reason instanceof CommandFailure command) {
      print(
          "Error running install command '"
              + command.command()
              + "' for module "
              + command.module()
              + ": retcode "
              + command.status());
      print(start + ErrnoText.of(Errno.EINVAL));
      return;
    }
    if (reason instanceof MalformedException damaged) {
      print(start + damaged.errno().text());
      log.hint("the file of " + failure.step().module() + ": " + damaged.getMessage());
      return;
    }
    boolean isMissing = reason instanceof MissingFileException;
    print(start + (isMissing ? ErrnoText.of(Errno.ENOENT) : ErrnoText.of(reason)));
    if (reason instanceof KernelException refusal
        && failure.step().verdict() instanceof Verdict.Insert insert) {
      KernelRefusal.explain(refusal, kmod, insert.path(), release, log::hint);
    } else if (isMissing || reason instanceof NoSuchFileException) {
      log.hint(failure.step().module() + ": its file is missing: run depmod, or install it.");
    }
  }
}
