package org.jkmod.depmod;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What a run has complained about so far; each complaint goes on to the listener. */
final class DepmodProblems implements Consumer<DepmodProblem> {
  private final Consumer<DepmodProblem> listener;
  private final List<DepmodProblem.Duplicate> duplicates = new ArrayList<>();
  private int count;

  DepmodProblems(Consumer<DepmodProblem> listener) {
    this.listener = listener;
  }

  @Override
  public void accept(DepmodProblem problem) {
    count++;
    if (problem instanceof DepmodProblem.Duplicate duplicate) {
      duplicates.add(duplicate);
    }
    listener.accept(problem);
  }

  /** How many there were. */
  int count() {
    return count;
  }

  /** Those about two files of one name. */
  List<DepmodProblem.Duplicate> duplicates() {
    return duplicates;
  }
}
