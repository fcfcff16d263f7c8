package org.jkmod.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jkmod.bytes.Glob;
import org.jspecify.annotations.Nullable;

/**
 * Rules of one kind by what they are for. A plan looks up every module on its way; with thousands
 * of rules a walk over all of them each time would take longer than to read them.
 */
final class RuleTable<R extends Rule> {
  private final List<R> rules;

  /** Places of the rules for a name that is no pattern. Made at the first lookup. */
  private @Nullable Map<String, List<Integer>> byName;

  private final List<Integer> patterns = new ArrayList<>();

  /**
   * @param rules in order; complete before the first lookup
   */
  RuleTable(List<R> rules) {
    this.rules = rules;
  }

  private Map<String, List<Integer>> byName() {
    Map<String, List<Integer>> known = byName;
    if (known == null) {
      known = new HashMap<>(2 * rules.size());
      for (int i = 0; i < rules.size(); i++) {
        String subject = rules.get(i).subject();
        known.computeIfAbsent(subject, key -> new ArrayList<>(1)).add(i);
        if (Glob.isPattern(subject) || subject.indexOf('\\') >= 0) {
          patterns.add(i);
        }
      }
      byName = known;
    }
    return known;
  }

  /** Those for exactly one of two names, in order. */
  List<R> named(String name, @Nullable String other) {
    TreeSet<Integer> places = new TreeSet<>(byName().getOrDefault(name, List.of()));
    if (other != null) {
      places.addAll(byName().getOrDefault(other, List.of()));
    }
    List<R> found = new ArrayList<>();
    for (int place : places) {
      found.add(rules.get(place));
    }
    return found;
  }

  /** The first whose pattern matches, null when there is none. */
  @Nullable R firstMatching(String name) {
    int first = rules.size();
    for (int place : byName().getOrDefault(name, List.of())) {
      if (Glob.matches(rules.get(place).subject(), name)) {
        first = place;
        break;
      }
    }
    for (int place : patterns) {
      if (place < first && Glob.matches(rules.get(place).subject(), name)) {
        return rules.get(place);
      }
    }
    return first < rules.size() ? rules.get(first) : null;
  }
}
