package org.jkmod.cli.text;

import org.jkmod.resolve.LoadStep;
import org.jkmod.resolve.Verdict;

/** The line that scripts know for each step of a plan; empty for what kmod says nothing about. */
public final class StepLine implements Verdict.Visitor<String, RuntimeException> {
  public static final StepLine INSTANCE = new StepLine();

  private StepLine() {}

  @Override
  public String insert(LoadStep step, Verdict.Insert verdict) {
    return "insmod " + verdict.path() + " " + verdict.parameters() + "\n";
  }

  @Override
  public String installCommand(LoadStep step, Verdict.InstallCommand verdict) {
    return "install " + verdict.rule().command() + " " + verdict.parameters() + "\n";
  }

  @Override
  public String builtin(LoadStep step, Verdict.Builtin verdict) {
    return "builtin " + step.module() + "\n";
  }

  @Override
  public String missing(LoadStep step, Verdict.Missing verdict) {
    return "";
  }

  @Override
  public String forbidden(LoadStep step, Verdict.Forbidden verdict) {
    return "";
  }
}
