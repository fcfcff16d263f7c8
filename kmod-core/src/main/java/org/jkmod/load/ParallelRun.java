package org.jkmod.load;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;
import org.jkmod.live.LiveModules;
import org.jkmod.resolve.LoadPlan;
import org.jkmod.resolve.LoadRequest.Option;
import org.jkmod.resolve.LoadStep;
import org.jkmod.resolve.LoadTarget;
import org.jkmod.resolve.Operand;
import org.jkmod.resolve.PlanGraph;
import org.jkmod.resolve.PlannedOperand;
import org.jkmod.resolve.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Carries a plan out with several threads. The calling thread hands a step to the executor as soon
 * as what it needs is over; a step that fails ends its own target and no other. One instance for
 * one run.
 */
final class ParallelRun {
  private final LoadPlan plan;
  private final LoadListener listener;
  private final StepRunner runner;
  private final LiveModules live;
  private final Executor executor;
  private final PlanGraph graph;

  /** The target of each step. */
  private final List<Progress> owners = new ArrayList<>();

  /** How many steps each step still waits for, and which steps wait for it. */
  private final int[] pending;

  private final List<List<Integer>> waiting = new ArrayList<>();

  /** What can be started, the earliest of the plan first. */
  private final PriorityQueue<Integer> ready = new PriorityQueue<>();

  private int running;
  private @Nullable Throwable broken;
  private boolean interrupted;

  /** How far a target is. */
  private static final class Progress {
    final LoadTarget target;
    boolean good = true;

    /** Whether none of its steps is to be started any more. */
    boolean ended;

    /** Whether the listener has been told of it. */
    final boolean isTold;

    /** How many of its steps are not over. */
    int remaining;

    Progress(LoadTarget target, boolean isTold) {
      this.target = target;
      this.isTold = isTold;
    }
  }

  ParallelRun(
      LoadPlan plan, LoadListener listener, StepRunner runner, LiveModules live, Executor executor)
      throws IOException {
    this.plan = plan;
    this.listener = listener;
    this.runner = runner;
    this.live = live;
    this.executor = executor;
    this.graph = plan.graph();
    int count = graph.steps().size();
    this.pending = new int[count];
    for (int step = 0; step < count; step++) {
      waiting.add(new ArrayList<>());
      pending[step] = graph.needs(step).size();
      for (int need : graph.needs(step)) {
        waiting.get(need).add(step);
      }
      if (pending[step] == 0) {
        ready.add(step);
      }
    }
  }

  synchronized boolean run() throws IOException {
    List<Progress> deciding = new ArrayList<>();
    boolean good = true;
    IOException problem = null;
    for (PlannedOperand operand : plan.operands()) {
      boolean isUsable = false;
      try {
        isUsable = PlanWalk.isUsable(operand, listener);
      } catch (IOException e) {
        problem = e;
      }
      good &= isUsable;
      Progress last = null;
      for (LoadTarget target : operand.targets()) {
        Progress progress = begin(target, operand.operand(), isUsable);
        last = target.refusal() == null ? progress : last;
      }
      if (last != null) {
        deciding.add(last);
      }
    }
    runSteps();
    if (problem != null) {
      throw problem;
    }
    for (Progress progress : deciding) {
      good &= progress.good;
    }
    return good;
  }

  private Progress begin(LoadTarget target, Operand operand, boolean isUsable) {
    Progress progress = new Progress(target, isUsable && target.refusal() == null);
    if (!progress.isTold) {
      progress.ended = true;
    } else if (target.isPresent()) {
      listener.target(operand, target);
      progress.ended = true;
      if (plan.request().has(Option.FIRST_TIME)) {
        progress.good = false;
        listener.alreadyLoaded(target);
      }
    } else {
      listener.target(operand, target);
      for (String name : target.badNames()) {
        listener.badDependencyName(name);
      }
    }
    progress.remaining = target.steps().size();
    for (int i = 0; i < progress.remaining; i++) {
      owners.add(progress);
    }
    if (progress.remaining == 0 && progress.isTold) {
      listener.over(target, progress.good);
    }
    return progress;
  }

  /** Starts steps until all are over. The lock is given up only while it waits. */
  private void runSteps() throws IOException {
    while (running > 0 || !ready.isEmpty()) {
      Integer step = ready.poll();
      if (step != null) {
        start(step);
        continue;
      }
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (broken instanceof RuntimeException e) {
      throw e;
    }
    if (broken instanceof Error e) {
      throw e;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while loading modules");
    }
  }

  private void start(int step) {
    if (owners.get(step).ended || broken != null || interrupted) {
      finish(step);
      return;
    }
    running++;
    try {
      executor.execute(() -> perform(step));
    } catch (RuntimeException e) {
      broken = e;
      running--;
      finish(step);
    }
  }

  private void finish(int step) {
    Progress owner = owners.get(step);
    owner.remaining--;
    if (owner.remaining == 0 && owner.isTold) {
      listener.over(owner.target, owner.good);
    }
    for (int other : waiting.get(step)) {
      if (--pending[other] == 0) {
        ready.add(other);
      }
    }
  }

  /** In a thread of the executor's. */
  private void perform(int place) {
    Throwable problem = null;
    LoadFailure failure = null;
    try {
      failure = perform(graph.steps().get(place), owners.get(place));
    } catch (RuntimeException | Error e) {
      problem = e;
    }
    synchronized (this) {
      try {
        Progress owner = owners.get(place);
        if (failure != null && !PlanWalk.isHarmless(failure, plan, listener)) {
          owner.good = false;
          owner.ended = true;
        }
      } catch (RuntimeException | Error e) {
        problem = e;
      }
      broken = broken == null ? problem : broken;
      running--;
      finish(place);
      notifyAll();
    }
  }

  /** Without the lock while the step is done. */
  private @Nullable LoadFailure perform(LoadStep step, Progress owner) {
    if (step.verdict() instanceof Verdict.Forbidden || !PlanWalk.isDue(step, live)) {
      return null;
    }
    synchronized (this) {
      if (owner.ended) {
        return null;
      }
      listener.step(step);
    }
    try {
      step.accept(runner);
      return null;
    } catch (IOException e) {
      return new LoadFailure(owner.target, step, e);
    }
  }
}
