package org.jkmod.config;

import java.util.List;
import org.jkmod.AliasKey;
import org.jkmod.ModuleName;
import org.jkmod.config.RuleTable.Match;
import org.jspecify.annotations.Nullable;

/**
 * All rules of modprobe.d and of the kernel command line, those of a kind in the order in which
 * they were read. A rule is made of its line when it is asked for: a question about one module
 * makes those that are about it, a list makes all of its kind.
 */
public final class ModprobeConfig {
  public static final ModprobeConfig EMPTY = of(List.of(), List.of());

  private final RuleTable<Rule.Alias> aliases;
  private final RuleTable<Rule.Blacklist> blacklists;
  private final RuleTable<Rule.Options> options;
  private final RuleTable<Rule.Install> installs;
  private final RuleTable<Rule.Remove> removes;
  private final RuleTable<Rule.Softdep> softdeps;
  private final RuleTable<Rule.Weakdep> weakdeps;
  private final List<ConfigProblem> problems;

  /**
   * @param tables to which nothing is added any more
   */
  ModprobeConfig(RuleTables tables, List<ConfigProblem> problems) {
    this.aliases = tables.aliases;
    this.blacklists = tables.blacklists;
    this.options = tables.options;
    this.installs = tables.installs;
    this.removes = tables.removes;
    this.softdeps = tables.softdeps;
    this.weakdeps = tables.weakdeps;
    this.problems = List.copyOf(problems);
  }

  /** Sorts rules by their kind. */
  public static ModprobeConfig of(List<Rule> rules, List<ConfigProblem> problems) {
    RuleTables tables = new RuleTables();
    tables.add(rules);
    return new ModprobeConfig(tables, problems);
  }

  public List<Rule.Alias> aliases() {
    return aliases.all();
  }

  public List<Rule.Blacklist> blacklists() {
    return blacklists.all();
  }

  public List<Rule.Options> options() {
    return options.all();
  }

  public List<Rule.Install> installs() {
    return installs.all();
  }

  public List<Rule.Remove> removes() {
    return removes.all();
  }

  public List<Rule.Softdep> softdeps() {
    return softdeps.all();
  }

  public List<Rule.Weakdep> weakdeps() {
    return weakdeps.all();
  }

  /** What was passed over. */
  public List<ConfigProblem> problems() {
    return problems;
  }

  /** The aliases whose pattern matches the name. */
  public List<Rule.Alias> aliasesOf(AliasKey name) {
    return aliases.find(name.text(), Match.PATTERN);
  }

  /** The options for a module, by its name or by the alias it was asked for; in their order. */
  public List<Rule.Options> optionsOf(ModuleName module, @Nullable String alias) {
    return alias == null
        ? options.find(module.text(), Match.NAME)
        : options.named(module.text(), alias);
  }

  /** The first install command whose pattern matches the module, null when there is none. */
  public Rule.@Nullable Install installOf(ModuleName module) {
    return installs.first(module.text(), Match.NAME_OR_PATTERN);
  }

  /** The first install command of that very name, be it a pattern or not; null when none is. */
  public Rule.@Nullable Install installNamed(AliasKey name) {
    return installs.first(name.text(), Match.NAME);
  }

  /** Likewise of remove commands. */
  public Rule.@Nullable Remove removeNamed(AliasKey name) {
    return removes.first(name.text(), Match.NAME);
  }

  /** The first remove command whose pattern matches the module, null when there is none. */
  public Rule.@Nullable Remove removeOf(ModuleName module) {
    return removes.first(module.text(), Match.NAME_OR_PATTERN);
  }

  /** The first soft dependency whose pattern matches the module, null when there is none. */
  public Rule.@Nullable Softdep softdepOf(ModuleName module) {
    return softdeps.first(module.text(), Match.PATTERN);
  }

  /** The first weak dependency whose pattern matches the module, null when there is none. */
  public Rule.@Nullable Weakdep weakdepOf(ModuleName module) {
    return weakdeps.first(module.text(), Match.PATTERN);
  }

  /** The rule that blacklists the module, null when there is none. */
  public Rule.@Nullable Blacklist blacklistOf(ModuleName module) {
    return blacklists.first(module.text(), Match.NAME);
  }
}
