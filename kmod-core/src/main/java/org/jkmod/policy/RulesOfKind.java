package org.jkmod.policy;

import java.util.ArrayList;
import java.util.List;
import org.jkmod.policy.PolicyProblem.Fault;
import org.jspecify.annotations.Nullable;

/** The patterns that one keyword has in one file. */
final class RulesOfKind {
  private final byte[] text;
  private final ExactNames names;
  private final List<PolicyPattern> patterns = new ArrayList<>(0);
  private int first = -1;

  RulesOfKind(byte[] text) {
    this.text = text;
    this.names = new ExactNames(text);
  }

  /** Adds a name of the text: {@link PolicyParser.Sink#name}. */
  void addName(int start, int hash) {
    names.add(start, hash);
    started(start);
  }

  /** Adds another word of the text; if it is no pattern, only says why. */
  @Nullable Fault addPattern(int start, int end) {
    String word = PolicyParser.piece(text, start, end);
    Fault fault = PolicyPattern.faultOf(word);
    if (fault == null) {
      patterns.add(PolicyPattern.of(word, start));
      started(start);
    }
    return fault;
  }

  private void started(int start) {
    if (first < 0) {
      first = start;
    }
  }

  /** The place of a pattern that matches: one without wildcards, else the first; -1 for none. */
  int find(String name) {
    int exact = names.find(name);
    if (exact >= 0) {
      return exact;
    }
    long letters = PolicyPattern.letters(name);
    for (PolicyPattern pattern : patterns) {
      if (pattern.matches(name, letters)) {
        return pattern.place();
      }
    }
    return -1;
  }

  /** The place of the first of all, -1 when there is none. */
  int first() {
    return first;
  }
}
