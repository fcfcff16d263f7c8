package org.jkmod.load;

import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;
import org.jkmod.live.LiveModules;
import org.jkmod.live.ModuleState;
import org.jkmod.port.Commands;
import org.jkmod.port.Errno;
import org.jkmod.port.KernelException;
import org.jkmod.port.KernelModules;
import org.jkmod.resolve.LoadPlan;
import org.jkmod.resolve.LoadStep;
import org.jkmod.resolve.RemoveStep;

/** Carries out what a plan says, step by step, and looks at the kernel before each. */
public final class PlanRunner {
  private static final String CMDLINE_OPTS = "$CMDLINE_OPTS";

  private final ModuleLoader loader;
  private final KernelModules kernel;
  private final Commands commands;
  private final LiveModules live;

  public PlanRunner(
      ModuleLoader loader, KernelModules kernel, Commands commands, LiveModules live) {
    this.loader = loader;
    this.kernel = kernel;
    this.commands = commands;
    this.live = live;
  }

  /**
   * How to carry out a plan.
   *
   * @param dryRun steps are told and not done
   * @param evenIfLoaded steps are not left out because the kernel has the module
   * @param flags the load flags of {@link KernelModules}
   * @param onStep is told each step before it is done
   * @param onFailure is told what fails without making the plan fail
   */
  public record Mode(
      boolean dryRun,
      boolean evenIfLoaded,
      int flags,
      Consumer<LoadStep> onStep,
      Consumer<LoadFailure> onFailure) {}

  /**
   * Loads what the plan says.
   *
   * @throws LoadFailure when a required step fails; those after it are not done
   */
  public void load(LoadPlan plan, Mode mode) throws LoadFailure {
    for (LoadStep step : plan.steps()) {
      if (!mode.evenIfLoaded() && isThere(step)) {
        continue;
      }
      mode.onStep().accept(step);
      if (mode.dryRun()) {
        continue;
      }
      try {
        carryOut(step, mode.flags());
      } catch (KernelException e) {
        // Another process was faster: what was wanted is there.
        if (e.is(Errno.EEXIST) && !step.module().equals(plan.target().name())) {
          continue;
        }
        fail(step, e, mode);
      } catch (IOException e) {
        fail(step, e, mode);
      }
    }
  }

  private boolean isThere(LoadStep step) {
    return step.builtin() || isLoaded(step.module());
  }

  /** Whether the kernel has the module; one that is still on its way does not count. */
  public boolean isLoaded(String module) {
    return live.state(module) == ModuleState.LIVE;
  }

  private void carryOut(LoadStep step, int flags) throws IOException {
    step.accept(new Execution(flags));
  }

  /** Does one step. */
  private final class Execution implements LoadStep.Visitor<Boolean, IOException> {
    private final int flags;

    Execution(int flags) {
      this.flags = flags;
    }

    @Override
    public Boolean insert(LoadStep.Insert step) throws IOException {
      loader.load(step.path(), step.parameters(), flags);
      return true;
    }

    @Override
    public Boolean installCommand(LoadStep.InstallCommand step) throws IOException {
      run("install", step.module(), step.rule().command().replace(CMDLINE_OPTS, step.parameters()));
      return true;
    }

    @Override
    public Boolean builtin(LoadStep.Builtin step) {
      return true;
    }

    @Override
    public Boolean missing(LoadStep.Missing step) throws IOException {
      throw new MissingFileException(step.module());
    }
  }

  private static void fail(LoadStep step, IOException reason, Mode mode) throws LoadFailure {
    LoadFailure failure = new LoadFailure(step, reason);
    if (step.required()) {
      throw failure;
    }
    mode.onFailure().accept(failure);
  }

  /**
   * Does one step of a removal; a refused step does nothing.
   *
   * @param flags 0 or {@link KernelModules#FORCE}
   */
  public void remove(RemoveStep step, int flags) throws IOException {
    switch (step) {
      case RemoveStep.Remove remove -> kernel.remove(remove.module(), flags);
      case RemoveStep.RemoveCommand command ->
          run("remove", command.module(), command.rule().command().replace(CMDLINE_OPTS, ""));
      case RemoveStep.Refused refused -> {}
    }
  }

  private void run(String keyword, String module, String command) throws IOException {
    int status = commands.run(command, Map.of("MODPROBE_MODULE", module));
    if (status != 0) {
      throw new CommandFailure(keyword, module, command, status);
    }
  }
}
