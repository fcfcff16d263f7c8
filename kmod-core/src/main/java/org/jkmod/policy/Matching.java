package org.jkmod.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The names that patterns match. Each pattern is looked at once, and most of those that match
 * nothing are told by a part of them that no name has: policies with 100,000 patterns occur, if
 * only to see what becomes of it.
 */
final class Matching {
  private static final Pattern SPECIAL = Pattern.compile("[*?]+");

  private final Set<String> names;

  /** All names, each between newlines, which none of them has. */
  private final String joined;

  private final Map<String, List<String>> known = new HashMap<>();

  Matching(Collection<String> names) {
    this.names = new LinkedHashSet<>(names);
    this.joined = "\n" + String.join("\n", this.names) + "\n";
  }

  /**
   * The names that match.
   *
   * @param word a pattern without fault, as it was written
   */
  List<String> of(String word) {
    return known.computeIfAbsent(word, this::find);
  }

  private List<String> find(String word) {
    PolicyPattern pattern = PolicyPattern.of(word, 0);
    String glob = pattern.glob();
    List<String> found = new ArrayList<>();
    if (isPossible(glob)) {
      for (String name : names) {
        if (pattern.matches(name)) {
          found.add(name);
        }
      }
    }
    return found;
  }

  /** Whether each part between wildcards is part of some name. */
  private boolean isPossible(String glob) {
    if (glob.indexOf('[') >= 0 || glob.indexOf('\\') >= 0) {
      return true;
    }
    String bounded = "\n" + glob + "\n";
    for (String part : SPECIAL.split(bounded, 0)) {
      if (!joined.contains(part)) {
        return false;
      }
    }
    return true;
  }
}
