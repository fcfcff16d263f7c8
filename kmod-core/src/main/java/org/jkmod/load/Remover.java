package org.jkmod.load;

import java.io.IOException;
import java.util.List;
import org.jkmod.port.Clock;
import org.jkmod.port.Commands;
import org.jkmod.port.Errno;
import org.jkmod.port.KernelException;
import org.jkmod.port.KernelModules;
import org.jkmod.resolve.ModuleRef;
import org.jkmod.resolve.RemovePlanner;
import org.jkmod.resolve.RemoveRequest;
import org.jkmod.resolve.RemoveRequest.Option;
import org.jkmod.resolve.RemoveStep;
import org.jkmod.resolve.RemoveSteps.Outcome;
import org.jspecify.annotations.Nullable;

/** Removes modules: does the steps that a {@link RemovePlanner} decides on, one by one. */
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
   * @throws IllegalArgumentException with {@link Option#IGNORE_LOADED}, which only tells
   * @return whether all operands succeeded
   */
  public boolean run(RemoveRequest request, RemoveListener listener) throws IOException {
    if (request.has(Option.IGNORE_LOADED)) {
      throw new IllegalArgumentException("IGNORE_LOADED removes nothing");
    }
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

  /** One way through a request, doing its steps or only telling them. */
  private static final class Walk {
    private final RemovePlanner planner;
    private final RemoveRequest request;
    private final RemoveListener listener;
    private final @Nullable Remover remover;

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
        Outcome outcome = run(operand);
        good &= outcome == Outcome.DONE;
        if (outcome == Outcome.END) {
          break;
        }
      }
      return good;
    }

    private Outcome run(String operand) throws IOException {
      List<ModuleRef> targets = planner.targets(operand, request);
      if (targets.isEmpty()) {
        listener.notFound(operand);
        return endUnlessAll();
      }
      for (ModuleRef target : targets) {
        Outcome outcome =
            remover == null
                ? planner.tell(target, request, this::take)
                : planner.remove(target, request, this::take);
        // Of several modules of an alias, those after one that stays are left alone.
        if (outcome != Outcome.DONE) {
          return outcome;
        }
      }
      return Outcome.DONE;
    }

    private Outcome endUnlessAll() {
      return request.has(Option.ALL) ? Outcome.STAYS : Outcome.END;
    }

    private Outcome take(RemoveStep step) {
      if (step instanceof RemoveStep.Refused refused) {
        listener.refused(refused);
        return endUnlessAll();
      }
      if (step instanceof RemoveStep.HoldersUnknown unknown) {
        listener.holdersUnknown(unknown.module(), unknown.problem());
        return Outcome.DONE;
      }
      listener.step(step);
      if (remover == null) {
        return Outcome.DONE;
      }
      try {
        remover.remove(step, request);
        return Outcome.DONE;
      } catch (IOException e) {
        if (request.waitMillis() > 0 && isInUse(e)) {
          listener.stillInUse(step);
          return endUnlessAll();
        }
        listener.failed(step, e);
        return step instanceof RemoveStep.RemoveCommand ? endUnlessAll() : Outcome.STAYS;
      }
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
