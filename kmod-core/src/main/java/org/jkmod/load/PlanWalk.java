package org.jkmod.load;

import java.io.IOException;
import org.jkmod.live.LiveModules;
import org.jkmod.live.ModuleState;
import org.jkmod.port.Errno;
import org.jkmod.port.KernelException;
import org.jkmod.resolve.LoadPlan;
import org.jkmod.resolve.LoadRequest.Option;
import org.jkmod.resolve.LoadStep;
import org.jkmod.resolve.LoadTarget;
import org.jkmod.resolve.Objection;
import org.jkmod.resolve.Operand;
import org.jkmod.resolve.PlannedOperand;
import org.jkmod.resolve.Verdict;
import org.jspecify.annotations.Nullable;

/** One way along a plan's steps, doing them or only telling them. */
final class PlanWalk {
  private final LoadPlan plan;
  private final LoadListener listener;
  private final @Nullable StepRunner runner;
  private final LiveModules live;
  private final boolean tellsAll;

  /** Whether something was done since the plan was made. */
  private boolean changed;

  /**
   * @param runner null when steps are only to be told
   */
  PlanWalk(LoadPlan plan, LoadListener listener, @Nullable StepRunner runner, LiveModules live) {
    this.plan = plan;
    this.listener = listener;
    this.runner = runner;
    this.live = live;
    this.tellsAll = runner == null && plan.request().isComplete();
  }

  boolean run() throws IOException {
    boolean good = true;
    for (PlannedOperand operand : plan.operands()) {
      good &= run(operand);
    }
    return good;
  }

  private boolean run(PlannedOperand operand) throws IOException {
    if (!isUsable(operand, listener)) {
      return false;
    }
    boolean good = true;
    for (LoadTarget target : operand.targets()) {
      if (target.refusal() == null) {
        good = run(target, operand.operand());
        listener.over(target, good);
      }
    }
    return good;
  }

  /** Whether there is something to do for the operand; tells why not, and what a policy says. */
  static boolean isUsable(PlannedOperand operand, LoadListener listener) throws IOException {
    if (operand.problem() != null) {
      throw operand.problem();
    }
    if (operand.isUnknown()) {
      listener.notFound(operand.operand());
      return false;
    }
    for (LoadTarget target : operand.targets()) {
      for (Objection objection : target.objections()) {
        listener.objected(operand.operand(), target, objection);
      }
    }
    if (operand.refusal() != null) {
      listener.refused(operand, operand.refusal());
      return false;
    }
    return true;
  }

  private boolean run(LoadTarget target, Operand operand) {
    listener.target(operand, target);
    if (isPresent(target)) {
      if (!plan.request().has(Option.FIRST_TIME)) {
        return true;
      }
      listener.alreadyLoaded(target);
      return false;
    }
    for (String name : target.badNames()) {
      listener.badDependencyName(name);
    }
    for (LoadStep step : target.steps()) {
      if (isDue(step) && !run(step, target)) {
        return false;
      }
    }
    return true;
  }

  private boolean isPresent(LoadTarget target) {
    if (!changed || target.state() == ModuleState.BUILTIN) {
      return target.isPresent();
    }
    return live.state(target.match().module().name()) == ModuleState.LIVE;
  }

  private boolean isDue(LoadStep step) {
    if (step.verdict() instanceof Verdict.Forbidden) {
      return false;
    }
    return tellsAll || (changed ? isDue(step, live) : step.isDue());
  }

  /** Whether there is something to do now. One that is still on its way in counts as absent. */
  static boolean isDue(LoadStep step, LiveModules live) {
    return step.state() != ModuleState.BUILTIN && live.state(step.module()) != ModuleState.LIVE;
  }

  private boolean run(LoadStep step, LoadTarget target) {
    listener.step(step);
    if (runner == null) {
      return true;
    }
    changed = true;
    try {
      step.accept(runner);
      return true;
    } catch (IOException e) {
      return isHarmless(new LoadFailure(target, step, e), plan, listener);
    }
  }

  /** Whether the target can still be loaded; tells the failure. */
  static boolean isHarmless(LoadFailure failure, LoadPlan plan, LoadListener listener) {
    boolean isTarget = failure.step().module().equals(failure.target().name());
    boolean isThere = failure.reason() instanceof KernelException e && e.is(Errno.EEXIST);
    if (isThere && !isTarget) {
      // Another process was faster: what was wanted is there.
      return true;
    }
    if (!failure.step().required()) {
      listener.passedOver(failure);
      return true;
    }
    if (!isThere || plan.request().has(Option.FIRST_TIME)) {
      listener.failed(failure);
    }
    return false;
  }
}
