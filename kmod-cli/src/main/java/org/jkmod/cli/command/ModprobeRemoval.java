package org.jkmod.cli.command;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import org.jkmod.Kmod;
import org.jkmod.ModuleName;
import org.jkmod.cli.CommandContext;
import org.jkmod.cli.args.Arguments;
import org.jkmod.cli.args.Flag;
import org.jkmod.cli.log.Priority;
import org.jkmod.cli.log.ToolLog;
import org.jkmod.cli.text.ErrnoText;
import org.jkmod.cli.text.PolicyText;
import org.jkmod.cli.text.UsersText;
import org.jkmod.diagnose.Users;
import org.jkmod.load.CommandFailure;
import org.jkmod.load.RemoveListener;
import org.jkmod.port.Clock;
import org.jkmod.port.Commands;
import org.jkmod.resolve.ModulePolicy;
import org.jkmod.resolve.Objection;
import org.jkmod.resolve.RemoveRequest;
import org.jkmod.resolve.RemoveRequest.Option;
import org.jkmod.resolve.RemoveStep;

/** modprobe -r: removes, or shows what would be removed; says what the removal tells it. */
final class ModprobeRemoval implements RemoveListener {
  private final Kmod kmod;
  private final Arguments arguments;
  private final CommandContext context;
  private final ToolLog log;
  private final boolean verbose;

  ModprobeRemoval(Kmod kmod, Arguments arguments, CommandContext context, ToolLog log) {
    this.kmod = kmod;
    this.arguments = arguments;
    this.context = context;
    this.log = log;
    this.verbose =
        log.threshold() > Priority.WARNING.number() || arguments.has(Modprobe.SHOW_DEPENDS);
  }

  /**
   * The exit status.
   *
   * @param wait for how long a module in use is tried again, in milliseconds
   */
  int run(Commands commands, long wait) throws IOException {
    RemoveRequest request = new RemoveRequest(arguments.operands(), options(), wait);
    boolean onlyTells = arguments.has(Modprobe.DRY_RUN) || arguments.has(Modprobe.SHOW_DEPENDS);
    boolean good =
        onlyTells
            ? kmod.tellRemove(request, this)
            : kmod.remover(context.ports().kernel(), commands, Clock.SYSTEM).run(request, this);
    return good ? 0 : 1;
  }

  private Set<Option> options() {
    EnumSet<Option> options = EnumSet.noneOf(Option.class);
    add(Modprobe.ALL, Option.ALL, options);
    add(Modprobe.QUIET, Option.ALL, options);
    add(Modprobe.IGNORE_COMMANDS, Option.IGNORE_REMOVE, options);
    add(Modprobe.REMOVE_HOLDERS, Option.REMOVE_HOLDERS, options);
    add(Modprobe.FIRST_TIME, Option.FIRST_TIME, options);
    add(Modprobe.FORCE, Option.FORCE, options);
    add(Modprobe.SHOW_DEPENDS, Option.IGNORE_LOADED, options);
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
  public void notFound(String operand) {
    complain("Module " + operand + " not found.");
  }

  @Override
  public void holdersUnknown(ModuleName module, IOException reason) {
    log.error("could not open '/sys/module/" + module + "/holders': " + ErrnoText.of(reason));
  }

  @Override
  public void step(RemoveStep step) {
    if (!verbose) {
      return;
    }
    String line =
        step instanceof RemoveStep.RemoveCommand command
            ? "remove " + command.commandLine()
            : "rmmod " + step.module();
    context.out().print(line + "\n");
    Objection objection =
        kmod.policy().objection(step.module().text(), step.module(), ModulePolicy.Role.DEPENDENCY);
    if (objection != null) {
      log.log(Priority.NOTICE, PolicyText.of(objection) + ": it will not be loaded again");
    }
  }

  @Override
  public void refused(RemoveStep.Refused step) {
    String start = "Module " + step.module();
    switch (step.obstacle()) {
      case IN_USE -> sayInUse(step.module());
      case BUILTIN -> complain(start + " is builtin.");
      case NOT_LOADED -> complain(start + " is not in kernel.");
      case NO_UNLOADING -> complain("Module unloading is not supported");
    }
  }

  @Override
  public void stillInUse(RemoveStep step) {
    sayInUse(step.module());
  }

  private void sayInUse(ModuleName module) {
    complain("Module " + module + " is in use.");
    if (log.shows(Priority.ERROR)) {
      log.hint(UsersText.of(module, Users.of(module, kmod.root(), kmod.directory())));
    }
  }

  @Override
  public void failed(RemoveStep step, IOException reason) {
    if (reason instanceof CommandFailure command) {
      complain("Error running remove command for " + command.module());
    } else {
      log.error("could not remove '" + step.module() + "': " + ErrnoText.of(reason));
    }
  }
}
