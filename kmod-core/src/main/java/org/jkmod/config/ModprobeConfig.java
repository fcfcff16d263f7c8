package org.jkmod.config;

import java.util.ArrayList;
import java.util.List;
import org.jkmod.bytes.Glob;
import org.jspecify.annotations.Nullable;

/**
 * All rules of modprobe.d and of the kernel command line, in the order in which they were read.
 *
 * @param problems what was passed over
 */
public record ModprobeConfig(List<Rule> rules, List<ConfigProblem> problems) {
  public static final ModprobeConfig EMPTY = new ModprobeConfig(List.of(), List.of());

  public ModprobeConfig {
    rules = List.copyOf(rules);
    problems = List.copyOf(problems);
  }

  /** The rules of one kind. */
  public <R extends Rule> List<R> all(Class<R> kind) {
    List<R> found = new ArrayList<>();
    for (Rule rule : rules) {
      if (kind.isInstance(rule)) {
        found.add(kind.cast(rule));
      }
    }
    return found;
  }

  /** The aliases whose pattern matches the name. */
  public List<Rule.Alias> aliasesOf(String name) {
    List<Rule.Alias> found = new ArrayList<>();
    for (Rule rule : rules) {
      if (rule instanceof Rule.Alias alias && Glob.matches(alias.pattern(), name)) {
        found.add(alias);
      }
    }
    return found;
  }

  /** The options for a module, by its name or by the alias it was asked for. */
  public List<Rule.Options> optionsOf(String module, @Nullable String alias) {
    List<Rule.Options> found = new ArrayList<>();
    for (Rule rule : rules) {
      if (rule instanceof Rule.Options options
          && (options.module().equals(module) || options.module().equals(alias))) {
        found.add(options);
      }
    }
    return found;
  }

  /** The first install command whose pattern matches the module, null when there is none. */
  public Rule.@Nullable Install installOf(String module) {
    for (Rule rule : rules) {
      if (rule instanceof Rule.Install install && applies(install.module(), module)) {
        return install;
      }
    }
    return null;
  }

  /** The first remove command whose pattern matches the module, null when there is none. */
  public Rule.@Nullable Remove removeOf(String module) {
    for (Rule rule : rules) {
      if (rule instanceof Rule.Remove remove && applies(remove.module(), module)) {
        return remove;
      }
    }
    return null;
  }

  /** A pattern with brackets does not match itself, and is the name of a command all the same. */
  private static boolean applies(String pattern, String module) {
    return pattern.equals(module) || Glob.matches(pattern, module);
  }

  /** The first soft dependency whose pattern matches the module, null when there is none. */
  public Rule.@Nullable Softdep softdepOf(String module) {
    for (Rule rule : rules) {
      if (rule instanceof Rule.Softdep softdep && Glob.matches(softdep.module(), module)) {
        return softdep;
      }
    }
    return null;
  }

  /** The rule that blacklists the module, null when there is none. */
  public Rule.@Nullable Blacklist blacklistOf(String module) {
    for (Rule rule : rules) {
      if (rule instanceof Rule.Blacklist blacklist && blacklist.module().equals(module)) {
        return blacklist;
      }
    }
    return null;
  }
}
