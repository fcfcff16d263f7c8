package org.jkmod.policy;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jkmod.config.Origin;
import org.jkmod.policy.PolicyProblem.Fault;
import org.jkmod.policy.PolicyRule.Kind;
import org.jspecify.annotations.Nullable;

/** The rules of one file of policy.d, found by the names that they match. */
final class PolicyFile {
  /** As much of a bad word as a message shows. */
  private static final int SHOWN = 60;

  private final String path;
  private final byte[] text;
  private final Map<Kind, RulesOfKind> rules = new EnumMap<>(Kind.class);
  private @Nullable PolicyMode mode;
  private boolean initramfs;

  /**
   * Reads all lines.
   *
   * @param path what origins name
   * @param text never changed
   * @param problems gets what is wrong with lines, which then count as if they were not there
   */
  PolicyFile(String path, byte[] text, List<PolicyProblem> problems) {
    this.path = path;
    this.text = text;
    new PolicyParser(text, new Tables(problems)).parse();
  }

  /** Sorts all that is in the file into tables. */
  private final class Tables implements PolicyParser.Sink {
    private final List<PolicyProblem> problems;

    /** The kind of the last line, which is nearly always that of the next, and its table. */
    private @Nullable Kind last;

    private @Nullable RulesOfKind lastTable;

    Tables(List<PolicyProblem> problems) {
      this.problems = problems;
    }

    private RulesOfKind table(Kind kind) {
      RulesOfKind table = kind == last ? lastTable : rules.get(kind);
      if (table == null) {
        table = new RulesOfKind(text);
        rules.put(kind, table);
      }
      last = kind;
      lastTable = table;
      return table;
    }

    @Override
    public void name(Kind kind, int start, int end, int hash, int line) {
      table(kind).addName(start, hash);
    }

    @Override
    public void pattern(Kind kind, int start, int end, int line) {
      Fault fault = table(kind).addPattern(start, end);
      if (fault != null) {
        bad(fault, start, end, line);
      }
    }

    @Override
    public void mode(PolicyMode said) {
      mode = strictest(mode, said);
    }

    @Override
    public void initramfs(boolean wanted) {
      initramfs |= wanted;
    }

    @Override
    public void bad(Fault fault, int start, int end, int line) {
      String word = PolicyParser.piece(text, start, Math.min(end, start + SHOWN));
      problems.add(new PolicyProblem.BadLine(new Origin(path, line), fault, word));
    }
  }

  /** The stricter of two modes, either of which may not have been said. */
  static @Nullable PolicyMode strictest(@Nullable PolicyMode one, @Nullable PolicyMode other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one == PolicyMode.ENFORCE ? one : other;
  }

  /**
   * The rule that matches a name: one without wildcards, else the first; null when none does.
   *
   * @param name with {@code _} for {@code -}
   */
  @Nullable PolicyRule find(Kind kind, String name) {
    RulesOfKind table = rules.get(kind);
    int place = table == null ? -1 : table.find(name);
    return place < 0 ? null : rule(kind, place);
  }

  /** The first rule of a kind, null when there is none. */
  @Nullable PolicyRule first(Kind kind) {
    RulesOfKind table = rules.get(kind);
    int place = table == null ? -1 : table.first();
    return place < 0 ? null : rule(kind, place);
  }

  private PolicyRule rule(Kind kind, int start) {
    return rule(kind, start, PolicyWords.wordEnd(text, start), PolicyParser.lineOf(text, start));
  }

  private PolicyRule rule(Kind kind, int start, int end, int line) {
    return new PolicyRule(
        kind,
        PolicyParser.piece(text, start, end),
        PolicyParser.reason(text, kind, end),
        new Origin(path, line));
  }

  /** The mode that the file's lines say, null when none does. */
  @Nullable PolicyMode mode() {
    return mode;
  }

  /** Whether a line says that an initramfs gets the policy. */
  boolean initramfs() {
    return initramfs;
  }

  String path() {
    return path;
  }

  /** All rules in order. */
  List<PolicyRule> rules() {
    List<PolicyRule> all = new ArrayList<>();
    new PolicyParser(
            text,
            new PolicyParser.Sink() {
              @Override
              public void name(Kind kind, int start, int end, int hash, int line) {
                all.add(rule(kind, start, end, line));
              }

              @Override
              public void pattern(Kind kind, int start, int end, int line) {
                if (PolicyPattern.faultOf(PolicyParser.piece(text, start, end)) == null) {
                  all.add(rule(kind, start, end, line));
                }
              }

              @Override
              public void mode(PolicyMode said) {}

              @Override
              public void initramfs(boolean wanted) {}

              @Override
              public void bad(Fault fault, int start, int end, int line) {}
            })
        .parse();
    return all;
  }
}
