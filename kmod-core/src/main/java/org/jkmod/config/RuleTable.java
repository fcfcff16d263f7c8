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

  /** Made at the first lookup; several threads may make it, and it is the same each time. */
  private volatile @Nullable Places places;

  /**
   * Places of the rules in their list.
   *
   * @param byName those for a name
   * @param patterns those whose name may be a pattern
   */
  private record Places(Map<String, List<Integer>> byName, List<Integer> patterns) {
    List<Integer> of(String name) {
      return byName.getOrDefault(name, List.of());
    }
  }

  /**
   * @param rules in order; complete before the first lookup
   */
  RuleTable(List<R> rules) {
    this.rules = rules;
  }

  private Places places() {
    Places known = places;
    if (known == null) {
      Map<String, List<Integer>> byName = new HashMap<>(2 * rules.size());
      List<Integer> patterns = new ArrayList<>();
      for (int i = 0; i < rules.size(); i++) {
        String subject = rules.get(i).subject();
        byName.computeIfAbsent(subject, key -> new ArrayList<>(1)).add(i);
        if (Glob.isPattern(subject) || subject.indexOf('\\') >= 0) {
          patterns.add(i);
        }
      }
      known = new Places(byName, patterns);
      places = known;
    }
    return known;
  }

  /** Those for exactly one of two names, in order. */
  List<R> named(String name, @Nullable String other) {
    TreeSet<Integer> ordered = new TreeSet<>(places().of(name));
    if (other != null) {
      ordered.addAll(places().of(other));
    }
    List<R> found = new ArrayList<>();
    for (int place : ordered) {
      found.add(rules.get(place));
    }
    return found;
  }

  /** The first whose pattern matches, null when there is none. */
  @Nullable R firstMatching(String name) {
    int first = rules.size();
    for (int place : places().of(name)) {
      if (Glob.matches(rules.get(place).subject(), name)) {
        first = place;
        break;
      }
    }
    for (int place : places().patterns()) {
      if (place < first && Glob.matches(rules.get(place).subject(), name)) {
        return rules.get(place);
      }
    }
    return first < rules.size() ? rules.get(first) : null;
  }
}
