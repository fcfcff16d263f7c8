package org.jkmod.config;

import java.util.ArrayList;
import java.util.List;
import org.jkmod.bytes.Glob;
import org.jspecify.annotations.Nullable;

/**
 * All rules of modprobe.d and of the kernel command line, those of a kind in the order in which
 * they were read.
 *
 * @param problems what was passed over
 */
public record ModprobeConfig(
    List<Rule.Alias> aliases,
    List<Rule.Blacklist> blacklists,
    List<Rule.Options> options,
    List<Rule.Install> installs,
    List<Rule.Remove> removes,
    List<Rule.Softdep> softdeps,
    List<Rule.Weakdep> weakdeps,
    List<ConfigProblem> problems) {
  public static final ModprobeConfig EMPTY = of(List.of(), List.of());

  public ModprobeConfig {
    aliases = List.copyOf(aliases);
    blacklists = List.copyOf(blacklists);
    options = List.copyOf(options);
    installs = List.copyOf(installs);
    removes = List.copyOf(removes);
    softdeps = List.copyOf(softdeps);
    weakdeps = List.copyOf(weakdeps);
    problems = List.copyOf(problems);
  }

  /** Sorts rules by their kind. */
  public static ModprobeConfig of(List<Rule> rules, List<ConfigProblem> problems) {
    List<Rule.Alias> aliases = new ArrayList<>();
    List<Rule.Blacklist> blacklists = new ArrayList<>();
    List<Rule.Options> options = new ArrayList<>();
    List<Rule.Install> installs = new ArrayList<>();
    List<Rule.Remove> removes = new ArrayList<>();
    List<Rule.Softdep> softdeps = new ArrayList<>();
    List<Rule.Weakdep> weakdeps = new ArrayList<>();
    for (Rule rule : rules) {
      switch (rule) {
        case Rule.Alias alias -> aliases.add(alias);
        case Rule.Blacklist blacklist -> blacklists.add(blacklist);
        case Rule.Options option -> options.add(option);
        case Rule.Install install -> installs.add(install);
        case Rule.Remove remove -> removes.add(remove);
        case Rule.Softdep softdep -> softdeps.add(softdep);
        case Rule.Weakdep weakdep -> weakdeps.add(weakdep);
      }
    }
    return new ModprobeConfig(
        aliases, blacklists, options, installs, removes, softdeps, weakdeps, problems);
  }

  /** The aliases whose pattern matches the name. */
  public List<Rule.Alias> aliasesOf(String name) {
    List<Rule.Alias> found = new ArrayList<>();
    for (Rule.Alias alias : aliases) {
      if (Glob.matches(alias.pattern(), name)) {
        found.add(alias);
      }
    }
    return found;
  }

  /** The options for a module, by its name or by the alias it was asked for. */
  public List<Rule.Options> optionsOf(String module, @Nullable String alias) {
    List<Rule.Options> found = new ArrayList<>();
    for (Rule.Options option : options) {
      if (option.module().equals(module) || option.module().equals(alias)) {
        found.add(option);
      }
    }
    return found;
  }

  /** The first install command whose pattern matches the module, null when there is none. */
  public Rule.@Nullable Install installOf(String module) {
    for (Rule.Install install : installs) {
      if (applies(install.module(), module)) {
        return install;
      }
    }
    return null;
  }

  /** The first remove command whose pattern matches the module, null when there is none. */
  public Rule.@Nullable Remove removeOf(String module) {
    for (Rule.Remove remove : removes) {
      if (applies(remove.module(), module)) {
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
  public Rule.@Nullable Softdep softdepOf(String module) {
    for (Rule.Softdep softdep : softdeps) {
      if (Glob.matches(softdep.module(), module)) {
        return softdep;
      }
    }
    return null;
  }

  /** The rule that blacklists the module, null when there is none. */
  public Rule.@Nullable Blacklist blacklistOf(String module) {
    for (Rule.Blacklist blacklist : blacklists) {
      if (blacklist.module().equals(module)) {
        return blacklist;
      }
    }
    return null;
  }
}
