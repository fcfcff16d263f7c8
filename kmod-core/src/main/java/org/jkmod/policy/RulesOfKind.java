package org.jkmod.policy;

import java.util.ArrayList;
import java.util.List;
import org.jkmod.policy.PolicyProblem.Fault;
import org.jspecify.annotations.Nullable;

/** The patterns that one keyword has in one file. */
final class RulesOfKind {
  private final String text;
  private final ExactNames names;
  private final List<PolicyPattern> patterns = new ArrayList<>(0);
  private int first = -1;

  RulesOfKind(String text) {
    this.text = text;
    this.names = new ExactNames(text);
  }

  /** Adds a word of the text; if it is no pattern, only says why. */
  @Nullable Fault add(int start, int end) {
    if (!addName(start, end)) {
      String word = text.substring(start, end);
      Fault fault = PolicyPattern.faultOf(word);
      if (fault != null) {
        return fault;
      }
      patterns.add(PolicyPattern.of(word, start));
    }
    if (first < 0) {
      first = start;
    }
    return null;
  }

  /**
   * Adds a word that is the name of one module, without anything that a pattern has; false when it
   * is none. One look at each character: there are thousands of names.
   */
  private boolean addName(int start, int end) {
    int hash = 0;
    for (int place = start; place < end; place++) {
      char c = text.charAt(place);
      boolean isSpecial =
          c > '\\' ? c == 0x7f : c <= ' ' || c == '*' || c == '?' || c == '[' || c == '\\';
      if (isSpecial) {
        return false;
      }
      hash = ExactNames.hash(hash, c);
    }
    if (end - start >= PolicyPattern.NAME_LIMIT) {
      return false;
    }
    names.add(start, end, hash);
    return true;
  }

  /** The place of a pattern that matches: one without wildcards, else the first; -1 for none. */
  int find(String name) {
    int exact = names.find(name);
    if (exact >= 0) {
      return exact;
    }
    for (PolicyPattern pattern : patterns) {
      if (pattern.matches(name)) {
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
