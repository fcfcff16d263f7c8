package org.jkmod.cli.text;

import org.jkmod.config.Rule;
import org.jkmod.resolve.LoadStep;
import org.jkmod.resolve.Reason;
import org.jspecify.annotations.Nullable;

/** A step of a plan as an object. */
public final class StepJson implements LoadStep.Visitor<Json, RuntimeException> {
  private final Json json;

  public StepJson(Json json) {
    this.json = json;
  }

  @Override
  public Json insert(LoadStep.Insert step) {
    start("insmod", step).field("path", step.path()).field("parameters", step.parameters());
    return end(step.origins());
  }

  @Override
  public Json installCommand(LoadStep.InstallCommand step) {
    start("install", step)
        .field("command", step.rule().command())
        .field("from", step.rule().origin().toString())
        .field("parameters", step.parameters());
    return end(step.origins());
  }

  @Override
  public Json builtin(LoadStep.Builtin step) {
    return start("builtin", step).endObject();
  }

  @Override
  public Json missing(LoadStep.Missing step) {
    return start("missing", step).endObject();
  }

  private Json start(String action, LoadStep step) {
    json.object().field("action", action).field("module", step.module());
    return reason(step.reason());
  }

  private Json end(Iterable<Rule.Options> origins) {
    json.array("options");
    for (Rule.Options rule : origins) {
      json.object().field("value", rule.options()).field("from", rule.origin().toString());
      json.endObject();
    }
    return json.endArray().endObject();
  }

  private Json reason(Reason reason) {
    return switch (reason) {
      case Reason.Requested ignored -> reason("requested", null);
      case Reason.DependencyOf(var module) -> reason("dependency", module);
      case Reason.SoftDependencyOf(var module, var rule) ->
          reason("softdep", module).field("rule", rule.origin().toString());
      case Reason.HolderOf(var module) -> reason("holder", module);
      case Reason.UnusedAfter(var module) -> reason("unused", module);
    };
  }

  private Json reason(String why, @Nullable String of) {
    return json.field("reason", why).field("of", of);
  }
}
