package org.jkmod.load;

import java.io.IOException;
import java.util.concurrent.Executor;
import org.jkmod.live.LiveModules;
import org.jkmod.port.Commands;
import org.jkmod.resolve.LoadPlan;

/**
 * Carries out what a plan for loading says. What the plan knows of the kernel counts until the
 * first step is done; from then on it looks at the kernel before each.
 */
public final class PlanRunner {
  private final ModuleLoader loader;
  private final Commands commands;
  private final LiveModules live;

  public PlanRunner(ModuleLoader loader, Commands commands, LiveModules live) {
    this.loader = loader;
    this.commands = commands;
    this.live = live;
  }

  /**
   * Loads what the plan says, one step after the other.
   *
   * @return whether all operands succeeded; of several modules that one stands for, the last
   *     decides
   * @throws IOException the plan's problem with an operand; those before it are loaded
   */
  public boolean run(LoadPlan plan, LoadListener listener) throws IOException {
    StepRunner steps = new StepRunner(loader, commands, plan.request());
    return new PlanWalk(plan, listener, steps, live).run();
  }

  /**
   * Loads what the plan says; steps that do not need each other may be done at the same time.
   *
   * @param executor runs the steps: as many at the same time as it has threads
   * @return as {@link #run(LoadPlan, LoadListener)} does
   * @throws IOException the plan's problem with an operand; those before it are loaded
   */
  public boolean run(LoadPlan plan, LoadListener listener, Executor executor) throws IOException {
    StepRunner steps = new StepRunner(loader, commands, plan.request());
    return new ParallelRun(plan, listener, steps, live, executor).run();
  }

  /**
   * Tells what {@link #run(LoadPlan, LoadListener)} would do and does nothing. Of a plan that is to
   * be shown all steps are told, of others those that are due.
   *
   * @return whether all operands have something that could be loaded
   * @throws IOException the plan's problem with an operand
   */
  public static boolean tell(LoadPlan plan, LoadListener listener) throws IOException {
    return new PlanWalk(plan, listener, null, LiveModules.NONE).run();
  }
}
