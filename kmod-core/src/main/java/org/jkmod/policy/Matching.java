package org.jkmod.policy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jkmod.ModuleName;

/**
 * The names that patterns match. Each pattern is looked at once, and tried on those names alone
 * that have each two characters of it that stand side by side: policies with 100,000 patterns
 * occur, if only to see what becomes of it.
 */
final class Matching {
  /** Stands before a name and after it; no name has one. */
  private static final char BOUND = '\n';

  /** That any character may stand there. */
  private static final int NONE = -1;

  private final List<ModuleName> names;

  /** {@link PolicyPattern#letters} of each. */
  private final long[] letters;

  /** By two characters that stand side by side, or by one of them: the names that have them. */
  private final Map<Integer, BitSet> having = new HashMap<>();

  private final Map<String, List<ModuleName>> known = new HashMap<>();

  Matching(Collection<ModuleName> names) {
    this.names = List.copyOf(new LinkedHashSet<>(names));
    this.letters = new long[this.names.size()];
    for (int i = 0; i < letters.length; i++) {
      String name = this.names.get(i).text();
      letters[i] = PolicyPattern.letters(name);
      char before = BOUND;
      for (char c : (name + BOUND).toCharArray()) {
        set(pair(before, c), i);
        set(c, i);
        before = c;
      }
    }
  }

  private static int pair(int first, char second) {
    return first << 16 | second;
  }

  private void set(int key, int name) {
    having.computeIfAbsent(key, missing -> new BitSet(letters.length)).set(name);
  }

  /**
   * The names that match.
   *
   * @param word a pattern without fault, as it was written
   */
  List<ModuleName> of(String word) {
    return known.computeIfAbsent(word, this::find);
  }

  private List<ModuleName> find(String word) {
    PolicyPattern pattern = PolicyPattern.of(word, 0);
    BitSet possible = new BitSet(letters.length);
    possible.set(0, letters.length);
    narrow(pattern.glob(), possible);
    List<ModuleName> found = new ArrayList<>(0);
    for (int i = possible.nextSetBit(0); i >= 0; i = possible.nextSetBit(i + 1)) {
      if (pattern.matches(names.get(i).text(), letters[i])) {
        found.add(names.get(i));
      }
    }
    return found;
  }

  /** Takes out the names that lack a piece of the pattern. */
  private void narrow(String glob, BitSet possible) {
    int before = BOUND;
    for (int at = 0; at < glob.length(); at++) {
      char c = glob.charAt(at);
      if (c == '[') {
        at = PolicyPattern.bracketEnd(glob, at) - 1;
      }
      if (c == '[' || c == '*' || c == '?') {
        before = NONE;
        continue;
      }
      if (c == '\\') {
        at++;
        c = glob.charAt(at);
      }
      keep(before == NONE ? c : pair(before, c), possible);
      before = c;
    }
    if (before != NONE) {
      keep(pair(before, BOUND), possible);
    }
  }

  private void keep(int key, BitSet possible) {
    BitSet has = having.get(key);
    if (has == null) {
      possible.clear();
    } else {
      possible.and(has);
    }
  }
}
