package org.jkmod.cli.text;

import org.jkmod.resolve.LoadStep;

/** The line that scripts know for each step of a plan; empty for what kmod says nothing about. */
public final class StepLine implements LoadStep.Visitor<String, RuntimeException> {
  public static final StepLine INSTANCE = new StepLine();

  private StepLine() {}

  @Override
  public String insert(LoadStep.Insert step) {
    return "insmod " + step.path() + " " + step.parameters() + "\n";
  }

  @Override
  public String installCommand(LoadStep.InstallCommand step) {
    return "install " + step.rule().command() + " " + step.parameters() + "\n";
  }

  @Override
  public String builtin(LoadStep.Builtin step) {
    return "builtin " + step.module() + "\n";
  }

  @Override
  public String missing(LoadStep.Missing step) {
    return "";
  }
}
