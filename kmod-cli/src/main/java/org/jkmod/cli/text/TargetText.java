package org.jkmod.cli.text;

import org.jkmod.ModuleName;
import org.jkmod.config.Rule;
import org.jkmod.resolve.LoadStep;
import org.jkmod.resolve.LoadTarget;
import org.jkmod.resolve.Match;
import org.jkmod.resolve.Objection;
import org.jkmod.resolve.PlanGraph;
import org.jspecify.annotations.Nullable;

/** What kmod explain says of one module that a name stands for. */
public final class TargetText {
  private TargetText() {}

  /**
   * Lines, their ends included.
   *
   * @param graph of the plan that has the target
   */
  public static String of(String operand, LoadTarget target, PlanGraph graph) {
    StringBuilder text = new StringBuilder(found(operand, target.match()));
    Rule.Blacklist blacklist = target.blacklist();
    if (blacklist != null) {
      text.append("blacklist ").append(target.name()).append("\n    ").append(blacklist.origin());
      text.append(
          target.isBlacklisted()
              ? ": it is not loaded\n"
              : ": applies to aliases only, and it was asked for by name\n");
    }
    for (Objection objection : target.objections()) {
      text.append(objection(objection, target));
    }
    if (target.refusal() != null && !target.steps().isEmpty()) {
      text.append("without the policy:\n");
    }
    StepExplanation explanation = new StepExplanation(graph);
    for (LoadStep step : target.steps()) {
      text.append(step.accept(explanation));
    }
    return text.toString();
  }

  private static String objection(Objection objection, LoadTarget target) {
    String outcome =
        !objection.enforced()
            ? "audit mode: it is loaded anyway, and logged"
            : target.refusal() == null ? "so it is left out" : "so nothing is loaded";
    return TextTable.printable("forbidden " + objection.subject(), false)
        + "\n    "
        + TextTable.printable(PolicyText.because(objection), false)
        + "\n    "
        + outcome
        + "\n";
  }

  private static String found(String operand, Match match) {
    String alias = match.module().alias();
    if (alias == null) {
      return operand + ": a module\n";
    }
    ModuleName name = match.module().name();
    Rule.Alias rule = match.rule();
    return operand
        + ": an alias of "
        + name
        + (rule == null
            ? ", from the module itself"
            : ", by 'alias " + alias + " " + name + "' in " + rule.origin())
        + "\n";
  }

  /** The same as an object. */
  public static void write(String operand, LoadTarget target, Json json) {
    Rule.Alias rule = target.match().rule();
    Rule.Blacklist blacklist = target.blacklist();
    json.object()
        .field("asked", operand)
        .field("module", target.name().text())
        .field("alias", target.match().module().alias())
        .field("from", origin(rule))
        .field("blacklist", origin(blacklist))
        .array("policy");
    for (Objection objection : target.objections()) {
      json.object()
          .field("module", objection.subject())
          .field("rule", objection.origin().toString())
          .field("reason", objection.reason())
          .field("enforced", objection.enforced())
          .endObject();
    }
    json.endArray().array("steps");
    StepJson steps = new StepJson(json);
    for (LoadStep step : target.steps()) {
      step.accept(steps);
    }
    json.endArray().endObject();
  }

  private static @Nullable String origin(@Nullable Rule rule) {
    return rule == null ? null : rule.origin().toString();
  }
}
