package org.jkmod.config;

import java.util.List;
import org.jkmod.bytes.Glob;

/** The rules of each kind, while they are read. */
final class RuleTables {
  final RuleTable<Rule.Alias> aliases = new RuleTable<>(Rule.Alias.class);
  final RuleTable<Rule.Blacklist> blacklists = new RuleTable<>(Rule.Blacklist.class);
  final RuleTable<Rule.Options> options = new RuleTable<>(Rule.Options.class);
  final RuleTable<Rule.Install> installs = new RuleTable<>(Rule.Install.class);
  final RuleTable<Rule.Remove> removes = new RuleTable<>(Rule.Remove.class);
  final RuleTable<Rule.Softdep> softdeps = new RuleTable<>(Rule.Softdep.class);
  final RuleTable<Rule.Weakdep> weakdeps = new RuleTable<>(Rule.Weakdep.class);

  /** The table of a keyword that has rules. */
  RuleTable<?> of(Keyword keyword) {
    return switch (keyword) {
      case ALIAS -> aliases;
      case BLACKLIST -> blacklists;
      case OPTIONS -> options;
      case INSTALL -> installs;
      case REMOVE -> removes;
      case SOFTDEP -> softdeps;
      case WEAKDEP -> weakdeps;
      case INCLUDE, CONFIG -> throw new IllegalArgumentException(keyword.word());
    };
  }

  /** Adds rules that are made already. */
  void add(List<Rule> rules) {
    RuleSource source = (place, line) -> rules.get(place);
    for (int place = 0; place < rules.size(); place++) {
      Rule rule = rules.get(place);
      String subject = rule.subject();
      if (Glob.isPlain(subject)) {
        table(rule).addName(source, place, rule.origin().line(), subject.hashCode());
      } else {
        table(rule).addPattern(source, place, rule.origin().line(), subject);
      }
    }
  }

  /** No switch over the types: on a JVM the first one of a run takes as long as all the rest. */
  private RuleTable<?> table(Rule rule) {
    if (rule instanceof Rule.Alias) {
      return aliases;
    } else if (rule instanceof Rule.Blacklist) {
      return blacklists;
    } else if (rule instanceof Rule.Options) {
      return options;
    } else if (rule instanceof Rule.Install) {
      return installs;
    } else if (rule instanceof Rule.Remove) {
      return removes;
    } else if (rule instanceof Rule.Softdep) {
      return softdeps;
    } else if (rule instanceof Rule.Weakdep) {
      return weakdeps;
    }
    throw new IllegalArgumentException(rule.toString());
  }
}
