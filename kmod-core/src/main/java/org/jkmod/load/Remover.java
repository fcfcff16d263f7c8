package org.jkmod.load;

import java.io.IOException;
import java.util.List;
import org.jkmod.port.Clock;
import org.jkmod.port.Commands;
import org.jkmod.port.Errno;
import org.jkmod.port.KernelException;
import org.jkmod.port.KernelModules;
import org.jkmod.resolve.ModuleRef;
import org.jkmod.resolve.Reason;
import org.jkmod.resolve.RemovePart;
import org.jkmod.resolve.RemovePlan;
import org.jkmod.resolve.RemovePlanner;
import org.jkmod.resolve.RemoveRequest;
import org.jkmod.resolve.RemoveRequest.Option;
import org.jkmod.resolve.RemoveStep;
import org.jspecify.annotations.Nullable;

/**
 * Removes modules: plans each when its turn has come, for what can go depends on what has gone, and
 * carries the plan out.
 */
public final class Remover {
  /** The longest pause before a module in use is tried again, in milliseconds. */
  private static final long LONGEST_PAUSE = 256;

  private static final long NANOS_PER_MILLI = 1_000_000;

  /** Some 146 years; of a longer wait the nanoseconds would not fit. */
  private static final long LONGEST_WAIT = Long.MAX_VALUE / NANOS_PER_MILLI / 2;

  private final RemovePlanner planner;
  private final KernelModules kernel;
  private final Commands commands;
  private final Clock clock;

  public Remover(RemovePlanner planner, KernelModules kernel, Commands commands, Clock clock) {
    this.planner = planner;
    this.kernel = kernel;
    this.commands = commands;
    this.clock = clock;
  }

  /**
   * Removes what the request names.
   *
   * @return whether all operands succeeded
   */
  public boolean run(RemoveRequest request, RemoveListener listener) throws IOException {
    return new Walk(planner, request, listener, this).run();
  }

  /**
   * Tells what {@link #run} would do as things are now, and does nothing.
   *
   * @return whether all operands could be removed
   */
  public static boolean tell(RemovePlanner planner, RemoveRequest request, RemoveListener listener)
      throws IOException {
    return new Walk(planner, request, listener, null).run();
  }

  /** One way along the plans of a request, doing their steps or only telling them. */
  private static final class Walk {
    private final RemovePlanner planner;
    private final RemoveRequest request;
    private final RemoveListener listener;
    private final @Nullable Remover remover;

    /** Whether nothing more is done, of this operand or of those after it. */
    private boolean ended;

    /**
     * Whether what the plan counts on may not have come to pass: a part has failed, or a command
     * was run, of which nobody knows what it does.
     */
    private boolean isUnsure;

    Walk(
        RemovePlanner planner,
        RemoveRequest request,
        RemoveListener listener,
        @Nullable Remover remover) {
      this.planner = planner;
      this.request = request;
      this.listener = listener;
      this.remover = remover;
    }

    boolean run() throws IOException {
      boolean good = true;
      for (String operand : request.operands()) {
        good &= run(operand);
        if (ended) {
          break;
        }
      }
      return good;
    }

    private boolean run(String operand) throws IOException {
      boolean found = false;
      for (ModuleRef module : planner.targets(operand, request)) {
        found = true;
        isUnsure = false;
        // Of several modules of an alias, those after one that stays are left alone.
        if (!run(planner.plan(module, request))) {
          return false;
        }
      }
      if (!found) {
        listener.notFound(operand);
        endUnlessAll();
      }
      return found;
    }

    private void endUnlessAll() {
      ended |= !request.has(Option.ALL);
    }

    private boolean run(RemovePlan plan) {
      for (RemovePart part : plan.parts()) {
        boolean good = part instanceof RemoveStep step ? run(step) : run((RemovePlan) part);
        isUnsure |= !good;
        if (ended || (!good && !part.mayFail())) {
          return false;
        }
      }
      return true;
    }

    private boolean run(RemoveStep step) {
      if (step instanceof RemoveStep.Refused refused) {
        return isHarmless(refused);
      }
      if (step instanceof RemoveStep.HoldersUnknown unknown) {
        listener.holdersUnknown(unknown.module(), unknown.problem());
        return true;
      }
      if (isUnsure && isStillUsed(step)) {
        return step.reason() instanceof Reason.UnusedAfter
            || isHarmless(
                new RemoveStep.Refused(
                    step.module(), RemoveStep.Obstacle.IN_USE, List.of(), step.reason()));
      }
      listener.step(step);
      if (remover == null) {
        return true;
      }
      try {
        remover.remove(step, request);
        isUnsure |= step instanceof RemoveStep.RemoveCommand;
        return true;
      } catch (IOException e) {
        if (request.waitMillis() > 0 && isInUse(e)) {
          listener.stillInUse(step);
          endUnlessAll();
        } else {
          listener.failed(step, e);
          if (step instanceof RemoveStep.RemoveCommand) {
            endUnlessAll();
          }
        }
        return false;
      }
    }

    private boolean isStillUsed(RemoveStep step) {
      return remover != null
          && step instanceof RemoveStep.Remove
          && request.waitMillis() <= 0
          && planner.isInUse(step.module());
    }

    private boolean isHarmless(RemoveStep.Refused refused) {
      if (refused.obstacle() == RemoveStep.Obstacle.NOT_LOADED
          && !request.has(Option.FIRST_TIME)
          && !request.has(Option.ALONE)) {
        return true;
      }
      listener.refused(refused);
      endUnlessAll();
      return false;
    }
  }

  /** Tries again while it is in use, for as long as the request says. */
  private void remove(RemoveStep step, RemoveRequest request) throws IOException {
    long wait = Math.min(request.waitMillis(), LONGEST_WAIT) * NANOS_PER_MILLI;
    long deadline = clock.nanoTime() + wait;
    for (long pause = 1; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
      try {
        removeNow(step, request);
        return;
      } catch (KernelException e) {
        if (wait <= 0 || !isInUse(e) || clock.nanoTime() - deadline >= 0) {
          throw e;
        }
        clock.sleep(pause);
      }
    }
  }

  private void removeNow(RemoveStep step, RemoveRequest request) throws IOException {
    if (step instanceof RemoveStep.RemoveCommand command) {
      StepRunner.run(commands, "remove", command.module(), command.commandLine());
    } else {
      kernel.remove(step.module().text(), request.has(Option.FORCE) ? KernelModules.FORCE : 0);
    }
  }

  private static boolean isInUse(IOException reason) {
    return reason instanceof KernelException e && e.is(Errno.EAGAIN);
  }
}
