package org.jkmod.cli.command;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import org.jkmod.Kmod;
import org.jkmod.ModuleName;
import org.jkmod.PolicySurvey;
import org.jkmod.cli.CommandContext;
import org.jkmod.cli.args.Arguments;
import org.jkmod.cli.args.Flag;
import org.jkmod.cli.args.OptionTable;
import org.jkmod.cli.log.ToolLog;
import org.jkmod.cli.text.ErrnoText;
import org.jkmod.cli.text.UsersText;
import org.jkmod.diagnose.Users;
import org.jkmod.load.RemoveListener;
import org.jkmod.policy.Policy;
import org.jkmod.policy.PolicyMode;
import org.jkmod.policy.PolicyReader;
import org.jkmod.port.Clock;
import org.jkmod.resolve.RemoveRequest;
import org.jkmod.resolve.RemoveRequest.Option;
import org.jkmod.resolve.RemoveStep;

/** kmod policy evict: removes what is loaded and forbidden, after the modules that use it. */
final class PolicyEvict extends KmodTool {
  private static final OptionTable.Builder TABLE = OptionTable.of("kmod policy evict");
  static final Flag DRY_RUN =
      TABLE.flag("-n,--dry-run", "print what would be removed, and remove nothing");
  private static final OptionTable OPTIONS =
      TABLE.build(
          "kmod policy evict [OPTION]...",
          "Removes the loaded modules that the policy forbids, each after the modules that use"
              + " it. In audit mode it removes nothing.",
          "",
          "Example: kmod policy evict -n");

  @Override
  OptionTable options() {
    return OPTIONS;
  }

  @Override
  int run(Arguments arguments, CommandContext context, ToolLog log) throws IOException, Complaint {
    refuseOperands(arguments);
    Policy policy = new PolicyReader(context.root(), "").read();
    tellProblems(policy, log);
    boolean dryRun = arguments.has(DRY_RUN);
    if (policy.mode() == PolicyMode.AUDIT && !dryRun) {
      log.warning("the policy is in audit mode: nothing is removed.");
      dryRun = true;
    }
    return evict(policy, dryRun, context, log) ? 0 : 1;
  }

  private static boolean evict(Policy policy, boolean dryRun, CommandContext context, ToolLog log)
      throws IOException {
    Kmod kmod = openRunning(context);
    PolicySurvey survey = new PolicySurvey(kmod, policy);
    boolean good = true;
    Listener listener = new Listener(kmod, context, log);
    for (ModuleName module : survey.loadedAndForbidden()) {
      // The one before may have taken it along.
      if (!survey.isLoaded(module)) {
        continue;
      }
      RemoveRequest request =
          new RemoveRequest(List.of(module.text()), EnumSet.of(Option.REMOVE_ALL_HOLDERS), 0);
      good &=
          dryRun
              ? kmod.tellRemove(request, listener)
              : kmod.remover(context.ports().kernel(), context.ports().commands(), Clock.SYSTEM)
                  .run(request, listener);
    }
    return good;
  }

  /** Says what is removed, and what is not and why. */
  private record Listener(Kmod kmod, CommandContext context, ToolLog log)
      implements RemoveListener {
    @Override
    public void notFound(String operand) {
      log.error("Module " + operand + " not found.");
    }

    @Override
    public void step(RemoveStep step) {
      String line =
          step instanceof RemoveStep.RemoveCommand command
              ? "remove " + command.commandLine()
              : "rmmod " + step.module();
      context.out().print(line + "\n");
    }

    @Override
    public void refused(RemoveStep.Refused step) {
      switch (step.obstacle()) {
        case IN_USE -> sayInUse(step.module());
        case BUILTIN -> log.error("Module " + step.module() + " is builtin.");
        case NOT_LOADED -> log.error("Module " + step.module() + " is not in kernel.");
        case NO_UNLOADING -> log.error("Module unloading is not supported");
      }
    }

    @Override
    public void stillInUse(RemoveStep step) {
      sayInUse(step.module());
    }

    private void sayInUse(ModuleName module) {
      log.error("Module " + module + " is in use.");
      log.hint(UsersText.of(module, Users.of(module, kmod.root(), kmod.directory())));
    }

    @Override
    public void failed(RemoveStep step, IOException reason) {
      log.error("could not remove '" + step.module() + "': " + ErrnoText.of(reason));
    }
  }
}
