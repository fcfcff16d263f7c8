package org.jkmod.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jkmod.bytes.Glob;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one kind by what they are for: where each is, and no more, for there may be 100,000
 * of which a plan needs five. For several threads at once when nothing is added any more.
 *
 * @param <R> the kind
 */
final class RuleTable<R extends Rule> {
  /** When a rule is one for a name. */
  enum Match {
    /** Its subject is the name. */
    NAME,
    /** Its subject, taken as a pattern, matches the name. */
    PATTERN,
    /** Either: a pattern with brackets does not match itself. */
    NAME_OR_PATTERN
  }

  /**
   * Rules that were added one after another from one place.
   *
   * @param first the index of the first of them
   */
  private record Run(RuleSource source, int first) {}

  /**
   * A rule whose subject may be more than a name.
   *
   * @param index of the rule
   * @param subject as it is compared
   */
  private record PatternRule(int index, String subject) {}

  /**
   * Indexes of rules by the hash of their subject: those of one slot follow one another, in order.
   *
   * @param first of each slot; their number is a power of two
   * @param next of each rule; -1 after the last, as for an empty slot
   */
  @SuppressWarnings("ArrayRecordComponent") // It is compared with no other.
  private record Slots(int[] first, int[] next) {
    int first(int hash) {
      return first[slot(hash, first.length)];
    }

    static int slot(int hash, int count) {
      int spread = hash * 0x9e3779b1;
      return (spread ^ spread >>> 15) & (count - 1);
    }
  }

  private static final int FIRST_CAPACITY = 8;

  private final Class<R> type;
  private final List<Run> runs = new ArrayList<>(1);
  private final List<PatternRule> patterns = new ArrayList<>(0);
  private int[] places = new int[FIRST_CAPACITY];
  private int[] lines = new int[FIRST_CAPACITY];
  private int[] hashes = new int[FIRST_CAPACITY];
  private int size;

  /** Made at the first lookup; several threads may make it, and it is the same each time. */
  private volatile @Nullable Slots slots;

  /** Likewise, when all are asked for. */
  private volatile @Nullable List<R> all;

  RuleTable(Class<R> type) {
    this.type = type;
  }

  /**
   * Adds a rule after all others whose subject is a plain name.
   *
   * @param place in the source
   * @param line likewise
   * @param hash of the subject's text
   */
  void addName(RuleSource source, int place, int line, int hash) {
    if (runs.isEmpty() || runs.get(runs.size() - 1).source() != source) {
      runs.add(new Run(source, size));
    }
    if (size == places.length) {
      places = Arrays.copyOf(places, 2 * size);
      lines = Arrays.copyOf(lines, 2 * size);
      hashes = Arrays.copyOf(hashes, 2 * size);
    }
    places[size] = place;
    lines[size] = line;
    hashes[size] = hash;
    size++;
  }

  /** The same of one whose subject may be more than a name. */
  void addPattern(RuleSource source, int place, int line, String subject) {
    patterns.add(new PatternRule(size, subject));
    addName(source, place, line, subject.hashCode());
  }

  /** All of them, in order. */
  List<R> all() {
    List<R> known = all;
    if (known == null) {
      List<R> rules = new ArrayList<>(size);
      for (int index = 0; index < size; index++) {
        rules.add(rule(index));
      }
      known = Collections.unmodifiableList(rules);
      all = known;
    }
    return known;
  }

  /** Those for a name, in order. */
  List<R> find(String name, Match match) {
    List<R> found = new ArrayList<>(0);
    for (Search search = new Search(name, match); search.next(); ) {
      found.add(search.rule());
    }
    return found;
  }

  /** Those whose subject is one of two names, in order. */
  List<R> named(String name, String other) {
    List<R> found = new ArrayList<>(0);
    Search one = new Search(name, Match.NAME);
    Search two = new Search(other, Match.NAME);
    boolean isOne = one.next();
    boolean isTwo = two.next();
    while (isOne || isTwo) {
      boolean takeOne = isOne && (!isTwo || one.index <= two.index);
      boolean takeTwo = isTwo && (!isOne || two.index <= one.index);
      found.add((takeOne ? one : two).rule());
      isOne = takeOne ? one.next() : isOne;
      isTwo = takeTwo ? two.next() : isTwo;
    }
    return found;
  }

  /** The first for a name, null when there is none. */
  @Nullable R first(String name, Match match) {
    Search search = new Search(name, match);
    return search.next() ? search.rule() : null;
  }

  private R rule(int index) {
    int run = runs.size() - 1;
    while (runs.get(run).first() > index) {
      run--;
    }
    return type.cast(runs.get(run).source().rule(places[index], lines[index]));
  }

  private Slots slots() {
    Slots known = slots;
    if (known == null) {
      int[] first = new int[Math.max(FIRST_CAPACITY, Integer.highestOneBit(size))];
      int[] next = new int[size];
      Arrays.fill(first, -1);
      for (int index = size - 1; index >= 0; index--) {
        int slot = Slots.slot(hashes[index], first.length);
        next[index] = first[slot];
        first[slot] = index;
      }
      known = new Slots(first, next);
      slots = known;
    }
    return known;
  }

  /** Goes through the rules for a name, in order. */
  private final class Search {
    private static final int NONE = Integer.MAX_VALUE;

    private final String name;
    private final Match match;

    /** Those whose subject may be the name, the next one first. */
    private int named;

    /** The next one of the patterns. */
    private int pattern;

    /** Of the rule that was found last. */
    private int index = -1;

    Search(String name, Match match) {
      this.name = name;
      this.match = match;
      this.named = size == 0 ? -1 : slots().first(name.hashCode());
      this.pattern = match == Match.NAME ? patterns.size() : 0;
    }

    /** Goes to the next rule, the first to begin with; false when there is none. */
    boolean next() {
      while (named >= 0 && (named <= index || !isNamed(named))) {
        named = slots().next()[named];
      }
      while (pattern < patterns.size() && !isPattern(patterns.get(pattern))) {
        pattern++;
      }
      index =
          Math.min(
              named < 0 ? NONE : named,
              pattern == patterns.size() ? NONE : patterns.get(pattern).index());
      return index != NONE;
    }

    private boolean isNamed(int candidate) {
      return hashes[candidate] == name.hashCode()
          && RuleTable.this.rule(candidate).subject().equals(name)
          && (match != Match.PATTERN || Glob.matches(name, name));
    }

    private boolean isPattern(PatternRule candidate) {
      return candidate.index() > index && Glob.matches(candidate.subject(), name);
    }

    R rule() {
      return RuleTable.this.rule(index);
    }
  }
}
