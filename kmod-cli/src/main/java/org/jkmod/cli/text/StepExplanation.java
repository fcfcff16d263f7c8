package org.jkmod.cli.text;

import org.jkmod.config.Rule;
import org.jkmod.resolve.LoadStep;
import org.jkmod.resolve.Reason;

/** A step of a plan as modprobe shows it and, under it, why it is there and what gave its text. */
public final class StepExplanation implements LoadStep.Visitor<String, RuntimeException> {
  private static final String UNDER = "    ";

  private final boolean isLoaded;

  /**
   * @param isLoaded whether the kernel has the module now
   */
  public StepExplanation(boolean isLoaded) {
    this.isLoaded = isLoaded;
  }

  @Override
  public String insert(LoadStep.Insert step) {
    return StepLine.INSTANCE.insert(step).replaceFirst(" +\n$", "\n")
        + why(step)
        + options(step.origins());
  }

  @Override
  public String installCommand(LoadStep.InstallCommand step) {
    return StepLine.INSTANCE.installCommand(step).replaceFirst(" +\n$", "\n")
        + why(step)
        + UNDER
        + "this command instead of loading it: "
        + step.rule().origin()
        + "\n"
        + options(step.origins());
  }

  @Override
  public String builtin(LoadStep.Builtin step) {
    return StepLine.INSTANCE.builtin(step) + why(step);
  }

  @Override
  public String missing(LoadStep.Missing step) {
    return "missing "
        + step.module()
        + "\n"
        + why(step)
        + UNDER
        + "there is no file for it"
        + (step.required() ? ", and so modprobe fails" : ", and it is left out")
        + "\n";
  }

  private String why(LoadStep step) {
    return UNDER
        + reason(step.reason())
        + "\n"
        + (isLoaded ? UNDER + "loaded already: nothing is done\n" : "")
        + (step.builtin() ? UNDER + "part of the kernel: nothing is done\n" : "");
  }

  private static String reason(Reason reason) {
    return switch (reason) {
      case Reason.Requested ignored -> "asked for";
      case Reason.DependencyOf(var module) -> module + " needs it";
      case Reason.SoftDependencyOf(var module, var rule) ->
          "softdep of " + module + ": " + rule.origin();
      case Reason.HolderOf(var module) -> "uses " + module;
      case Reason.UnusedAfter(var module) -> "unused after " + module;
    };
  }

  private static String options(Iterable<Rule.Options> origins) {
    StringBuilder lines = new StringBuilder();
    for (Rule.Options rule : origins) {
      lines.append(UNDER).append(rule.options()).append(": ").append(rule.origin()).append('\n');
    }
    return lines.toString();
  }
}
