package org.jkmod.cli.text;

import org.jkmod.config.Rule;
import org.jkmod.live.ModuleState;
import org.jkmod.resolve.LoadStep;
import org.jkmod.resolve.PlanGraph;
import org.jkmod.resolve.Reason;
import org.jkmod.resolve.Verdict;

/** A step of a plan as modprobe shows it and, under it, why it is there and what gave its text. */
public final class StepExplanation implements Verdict.Visitor<String, RuntimeException> {
  private static final String UNDER = "    ";

  private final PlanGraph graph;

  /**
   * @param graph of the plan that has the steps
   */
  public StepExplanation(PlanGraph graph) {
    this.graph = graph;
  }

  @Override
  public String insert(LoadStep step, Verdict.Insert verdict) {
    return StepLine.INSTANCE.insert(step, verdict).replaceFirst(" +\n$", "\n")
        + why(step)
        + options(verdict.options());
  }

  @Override
  public String installCommand(LoadStep step, Verdict.InstallCommand verdict) {
    return StepLine.INSTANCE.installCommand(step, verdict).replaceFirst(" +\n$", "\n")
        + why(step)
        + UNDER
        + "this command is run instead of loading it: "
        + verdict.rule().origin()
        + "\n"
        + options(verdict.options());
  }

  @Override
  public String builtin(LoadStep step, Verdict.Builtin verdict) {
    return StepLine.INSTANCE.builtin(step, verdict) + why(step);
  }

  @Override
  public String missing(LoadStep step, Verdict.Missing verdict) {
    return "missing "
        + step.module()
        + "\n"
        + why(step)
        + UNDER
        + "it has no file"
        + (step.required() ? ", so modprobe fails" : ", so it is left out")
        + "\n";
  }

  @Override
  public String forbidden(LoadStep step, Verdict.Forbidden verdict) {
    return "forbidden "
        + step.module()
        + "\n"
        + why(step)
        + UNDER
        + verdict.objection().subject()
        + " is forbidden by "
        + TextTable.printable(PolicyText.because(verdict.objection()), false)
        + "\n";
  }

  private String why(LoadStep step) {
    StringBuilder reasons = new StringBuilder(UNDER).append(reason(step.reason())).append('\n');
    for (Reason other : graph.reasons(step.module())) {
      if (!other.equals(step.reason())) {
        reasons.append(UNDER).append("also: ").append(reason(other)).append('\n');
      }
    }
    return reasons
        + (step.state() == ModuleState.LIVE ? UNDER + "already loaded: nothing to do\n" : "")
        + (step.state() == ModuleState.BUILTIN
            ? UNDER + "built into the kernel: nothing to do\n"
            : "");
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
