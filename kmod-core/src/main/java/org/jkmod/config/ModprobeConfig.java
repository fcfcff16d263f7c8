package org.jkmod.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jkmod.AliasKey;
import org.jkmod.ModuleName;
import org.jkmod.bytes.Glob;
import org.jspecify.annotations.Nullable;

/**
 * All rules of modprobe.d and of the kernel command line, those of a kind in the order in which
 * they were read.
 */
public final class ModprobeConfig {
  public static final ModprobeConfig EMPTY = of(List.of(), List.of());

  private final List<Rule.Alias> aliases = new ArrayList<>();
  private final List<Rule.Blacklist> blacklists = new ArrayList<>();
  private final List<Rule.Options> options = new ArrayList<>();
  private final List<Rule.Install> installs = new ArrayList<>();
  private final List<Rule.Remove> removes = new ArrayList<>();
  private final List<Rule.Softdep> softdeps = new ArrayList<>();
  private final List<Rule.Weakdep> weakdeps = new ArrayList<>();
  private final List<ConfigProblem> problems;
  private final RuleTable<Rule.Options> optionsTable = new RuleTable<>(options);
  private final RuleTable<Rule.Softdep> softdepTable = new RuleTable<>(softdeps);
  private final RuleTable<Rule.Weakdep> weakdepTable = new RuleTable<>(weakdeps);

  private ModprobeConfig(List<ConfigProblem> problems) {
    this.problems = List.copyOf(problems);
  }

  /** Sorts rules by their kind. */
  public static ModprobeConfig of(List<Rule> rules, List<ConfigProblem> problems) {
    ModprobeConfig config = new ModprobeConfig(problems);
    rules.forEach(config::add);
    return config;
  }

  /** No switch over the types: on a JVM the first one of a run takes as long as all the rest. */
  private void add(Rule rule) {
    if (rule instanceof Rule.Alias alias) {
      aliases.add(alias);
    } else if (rule instanceof Rule.Blacklist blacklist) {
      blacklists.add(blacklist);
    } else if (rule instanceof Rule.Options option) {
      options.add(option);
    } else if (rule instanceof Rule.Install install) {
      installs.add(install);
    } else if (rule instanceof Rule.Remove remove) {
      removes.add(remove);
    } else if (rule instanceof Rule.Softdep softdep) {
      softdeps.add(softdep);
    } else if (rule instanceof Rule.Weakdep weakdep) {
      weakdeps.add(weakdep);
    } else {
      throw new IllegalArgumentException(rule.toString());
    }
  }

  public List<Rule.Alias> aliases() {
    return Collections.unmodifiableList(aliases);
  }

  public List<Rule.Blacklist> blacklists() {
    return Collections.unmodifiableList(blacklists);
  }

  public List<Rule.Options> options() {
    return Collections.unmodifiableList(options);
  }

  public List<Rule.Install> installs() {
    return Collections.unmodifiableList(installs);
  }

  public List<Rule.Remove> removes() {
    return Collections.unmodifiableList(removes);
  }

  public List<Rule.Softdep> softdeps() {
    return Collections.unmodifiableList(softdeps);
  }

  public List<Rule.Weakdep> weakdeps() {
    return Collections.unmodifiableList(weakdeps);
  }

  /** What was passed over. */
  public List<ConfigProblem> problems() {
    return problems;
  }

  /** The aliases whose pattern matches the name. */
  public List<Rule.Alias> aliasesOf(AliasKey name) {
    List<Rule.Alias> found = new ArrayList<>();
    for (Rule.Alias alias : aliases) {
      if (Glob.matches(alias.pattern(), name.text())) {
        found.add(alias);
      }
    }
    return found;
  }

  /** The options for a module, by its name or by the alias it was asked for. */
  public List<Rule.Options> optionsOf(ModuleName module, @Nullable String alias) {
    return optionsTable.named(module.text(), alias);
  }

  /** The first install command whose pattern matches the module, null when there is none. */
  public Rule.@Nullable Install installOf(ModuleName module) {
    for (Rule.Install install : installs) {
      if (applies(install.module(), module.text())) {
        return install;
      }
    }
    return null;
  }

  /** The first remove command whose pattern matches the module, null when there is none. */
  public Rule.@Nullable Remove removeOf(ModuleName module) {
    for (Rule.Remove remove : removes) {
      if (applies(remove.module(), module.text())) {
        return remove;
      }
    }
    return null;
  }

  /** A pattern with brackets does not match itself, and is the name of a command all the same. */
  private static boolean applies(String pattern, String module) {
    return Glob.matches(pattern, module) || pattern.equals(module);
  }

  /** The first soft dependency whose pattern matches the module, null when there is none. */
  public Rule.@Nullable Softdep softdepOf(ModuleName module) {
    return softdepTable.firstMatching(module.text());
  }

  /** The first weak dependency whose pattern matches the module, null when there is none. */
  public Rule.@Nullable Weakdep weakdepOf(ModuleName module) {
    return weakdepTable.firstMatching(module.text());
  }

  /** The rule that blacklists the module, null when there is none. */
  public Rule.@Nullable Blacklist blacklistOf(ModuleName module) {
    for (Rule.Blacklist blacklist : blacklists) {
      if (blacklist.module().equals(module.text())) {
        return blacklist;
      }
    }
    return null;
  }
}
