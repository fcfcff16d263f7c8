package org.jkmod.cli.text;

import org.jkmod.config.Rule;
import org.jkmod.resolve.LoadStep;
import org.jkmod.resolve.Reason;
import org.jkmod.resolve.Verdict;
import org.jspecify.annotations.Nullable;

/** A step of a plan as an object. */
public final class StepJson implements Verdict.Visitor<Json, RuntimeException> {
  private final Json json;

  public StepJson(Json json) {
    this.json = json;
  }

  @Override
  public Json insert(LoadStep step, Verdict.Insert verdict) {
    start("insmod", step).field("path", verdict.path()).field("parameters", verdict.parameters());
    return end(verdict.options());
  }

  @Override
  public Json installCommand(LoadStep step, Verdict.InstallCommand verdict) {
    start("install", step)
        .field("command", verdict.rule().command())
        .field("from", verdict.rule().origin().toString())
        .field("parameters", verdict.parameters());
    return end(verdict.options());
  }

  @Override
  public Json builtin(LoadStep step, Verdict.Builtin verdict) {
    return start("builtin", step).endObject();
  }

  @Override
  public Json missing(LoadStep step, Verdict.Missing verdict) {
    return start("missing", step).endObject();
  }

  @Override
  public Json forbidden(LoadStep step, Verdict.Forbidden verdict) {
    return start("forbidden", step)
        .field("from", verdict.objection().origin().toString())
        .endObject();
  }

  private Json start(String action, LoadStep step) {
    json.object().field("action", action).field("module", step.module().text());
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
      case Reason.DependencyOf(var module) -> reason("dependency", module.text());
      case Reason.SoftDependencyOf(var module, var rule) ->
          reason("softdep", module.text()).field("rule", rule.origin().toString());
      case Reason.HolderOf(var module) -> reason("holder", module.text());
      case Reason.UnusedAfter(var module) -> reason("unused", module.text());
    };
  }

  private Json reason(String why, @Nullable String of) {
    return json.field("reason", why).field("of", of);
  }
}
