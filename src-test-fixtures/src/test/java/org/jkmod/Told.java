package org.jkmod;

import java.util.ArrayList;
import java.util.List;
import org.jkmod.load.LoadFailure;
import org.jkmod.load.LoadListener;
import org.jkmod.resolve.LoadStep;
import org.jkmod.resolve.LoadTarget;
import org.jkmod.resolve.Objection;
import org.jkmod.resolve.Operand;
import org.jkmod.resolve.PlannedOperand;

/** What a run told, a line each, in order. */
final class Told implements LoadListener {
  final List<String> lines = new ArrayList<>();

  @Override
  public void notFound(Operand operand) {
    lines.add("not found " + operand.text());
  }

  @Override
  public void refused(PlannedOperand operand, Objection objection) {
    lines.add("refused " + operand.operand().text() + ": " + objection.subject());
  }

  @Override
  public void objected(Operand operand, LoadTarget target, Objection objection) {
    lines.add("objected " + target.name() + ": " + objection.subject());
  }

  @Override
  public void alreadyLoaded(LoadTarget target) {
    lines.add("already " + target.name());
  }

  @Override
  public void badDependencyName(String name) {
    lines.add("bad name " + name);
  }

  @Override
  public void step(LoadStep step) {
    lines.add("step " + step.module());
  }

  @Override
  public void failed(LoadFailure failure) {
    lines.add("failed " + failure.target().name() + ": " + failure.step().module());
  }

  @Override
  public void passedOver(LoadFailure failure) {
    lines.add("passed over " + failure.step().module());
  }
}
