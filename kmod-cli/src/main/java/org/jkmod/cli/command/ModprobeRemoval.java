package org.jkmod.cli.command;

import java.io.IOException;
import java.util.List;
import org.jkmod.KernelModule;
import org.jkmod.Kmod;
import org.jkmod.cli.TextOutput;
import org.jkmod.cli.args.Arguments;
import org.jkmod.cli.log.Priority;
import org.jkmod.cli.log.ToolLog;
import org.jkmod.cli.text.ErrnoText;
import org.jkmod.cli.text.UsersText;
import org.jkmod.diagnose.Users;
import org.jkmod.load.CommandFailure;
import org.jkmod.load.PlanRunner;
import org.jkmod.port.Errno;
import org.jkmod.port.KernelException;
import org.jkmod.port.KernelModules;
import org.jkmod.resolve.RemovePlan;
import org.jkmod.resolve.RemovePlanner;
import org.jkmod.resolve.RemoveStep;

/** modprobe -r: removes, or shows what would be removed. */
final class ModprobeRemoval {
  private final Kmod kmod;
  private final PlanRunner runner;
  private final Arguments arguments;
  private final TextOutput out;
  private final ToolLog log;
  private final long wait;
  private final boolean verbose;

  /**
   * @param wait for how long a module in use is tried again, in milliseconds
   */
  ModprobeRemoval(
      Kmod kmod, PlanRunner runner, Arguments arguments, TextOutput out, ToolLog log, long wait) {
    this.kmod = kmod;
    this.runner = runner;
    this.arguments = arguments;
    this.out = out;
    this.log = log;
    this.wait = wait;
    this.verbose = log.threshold() > Priority.WARNING.number();
  }

  /** Without -a the first refusal ends the run. */
  int run(List<String> operands) throws IOException {
    int status = 0;
    for (String operand : operands) {
      if (!remove(operand)) {
        status = 1;
        if (!arguments.has("--all")) {
          break;
        }
      }
    }
    return status;
  }

  private boolean remove(String operand) throws IOException {
    List<KernelModule> targets = kmod.find(operand);
    if (targets.isEmpty()) {
      complain("Module " + operand + " not found.");
      return false;
    }
    boolean good = true;
    for (KernelModule target : targets) {
      good &= remove(target);
    }
    return good;
  }

  private boolean remove(KernelModule target) throws IOException {
    RemovePlan plan =
        kmod.planRemove(
            target,
            new RemovePlanner.Request(
                arguments.has("--ignore-remove"), arguments.has("--remove-holders"), wait > 0));
    for (RemoveStep step : plan.steps()) {
      if (!carryOut(step)) {
        return false;
      }
    }
    return true;
  }

  private boolean carryOut(RemoveStep step) throws IOException {
    switch (step) {
      case RemoveStep.Refused refused -> {
        return report(refused);
      }
      case RemoveStep.Remove remove -> show("rmmod " + remove.module());
      case RemoveStep.RemoveCommand command ->
          show("remove " + command.rule().command().replace("$CMDLINE_OPTS", ""));
    }
    if (arguments.has("--dry-run")) {
      return true;
    }
    try {
      removeWaiting(step);
      return true;
    } catch (CommandFailure e) {
      complain("Error running remove command for " + e.module());
    } catch (KernelException e) {
      if (wait > 0 && e.is(Errno.EAGAIN)) {
        complain("Module " + step.module() + " is in use.");
        hintUsers(step.module());
      } else {
        log.error("could not remove '" + step.module() + "': " + ErrnoText.of(e));
      }
    } catch (IOException e) {
      log.error("could not remove '" + step.module() + "': " + ErrnoText.of(e));
    }
    return false;
  }

  private void hintUsers(String module) {
    if (log.shows(Priority.ERROR)) {
      log.hint(UsersText.of(module, Users.of(module, kmod.root(), kmod.directory())));
    }
  }

  private void removeWaiting(RemoveStep step) throws IOException {
    int flags = arguments.has("--force") ? KernelModules.FORCE : 0;
    long deadline = System.nanoTime() + wait * 1_000_000;
    for (long pause = 1; ; pause = Math.min(2 * pause, 256)) {
      try {
        runner.remove(step, flags);
        return;
      } catch (KernelException e) {
        if (!e.is(Errno.EAGAIN) || System.nanoTime() >= deadline) {
          throw e;
        }
        sleep(pause);
      }
    }
  }

  private void show(String line) {
    if (verbose) {
      out.print(line + "\n");
    }
  }

  private boolean report(RemoveStep.Refused refused) {
    String start = "Module " + refused.module();
    switch (refused.obstacle()) {
      case IN_USE -> {
        complain(start + " is in use.");
        hintUsers(refused.module());
      }
      case BUILTIN -> complain(start + " is builtin.");
      case NOT_LOADED -> {
        if (!arguments.has("--first-time")) {
          return true;
        }
        complain(start + " is not in kernel.");
      }
    }
    return false;
  }

  private void complain(String message) {
    log.log(Modprobe.complaint(arguments), message);
  }

  private static void sleep(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
