package org.jkmod.check;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jkmod.AliasKey;
import org.jkmod.ModuleName;
import org.jkmod.bytes.Glob;
import org.jkmod.config.ConfigProblem;
import org.jkmod.config.ModprobeConfig;
import org.jkmod.config.Origin;
import org.jkmod.config.Rule;
import org.jspecify.annotations.Nullable;

/**
 * What the lines of modprobe.d say that no kernel, or no module, can make true. A line of a
 * package's own file may be for a module that is not there, and a word of the kernel's command line
 * for anybody.
 */
final class RuleFaults {
  private static final Set<String> KEYWORDS =
      Set.of("alias", "blacklist", "options", "install", "remove", "softdep", "weakdep");

  /** MODULE_NAME_LEN on 64 bits, less the NUL. */
  private static final int LONGEST_NAME = 55;

  private final ModprobeConfig config;
  private final Kernels kernels;
  private final Findings found;

  RuleFaults(ModprobeConfig config, Kernels kernels, Findings found) {
    this.config = config;
    this.kernels = kernels;
    this.found = found;
  }

  void check() throws IOException {
    config.problems().forEach(this::problem);
    doubled(config.aliases());
    doubled(config.blacklists());
    doubled(config.options());
    names(config.blacklists());
    names(config.options());
    names(config.softdeps());
    if (kernels.isEmpty()) {
      return;
    }
    for (Rule.Alias alias : config.aliases()) {
      alias(alias);
    }
    for (Rule.Blacklist blacklist : config.blacklists()) {
      blacklist(blacklist);
    }
  }

  private void problem(ConfigProblem problem) {
    found.accept(
        switch (problem) {
          case ConfigProblem.BadLine(var origin, var word) ->
              Finding.of(
                  KEYWORDS.contains(word) ? Fault.INCOMPLETE_LINE : Fault.UNKNOWN_KEYWORD,
                  origin,
                  word);
          case ConfigProblem.ObsoleteKeyword(var origin, var word) ->
              Finding.of(Fault.OBSOLETE_KEYWORD, origin, word);
          case ConfigProblem.NestedFolder(var path) -> Finding.of(Fault.FILE_IS_FOLDER, path);
          case ConfigProblem.Unreadable(var path, var cause) ->
              Finding.of(Fault.FILE_UNREADABLE, path, Reasons.of(cause));
          case ConfigProblem.BadCommandLineName(var name) ->
              Finding.of(Fault.BAD_COMMAND_LINE_NAME, "/proc/cmdline", name);
        });
  }

  /** A rule that comes again word for word. */
  private void doubled(List<? extends Rule> rules) {
    Map<String, Origin> first = new HashMap<>();
    for (Rule rule : rules) {
      String text = text(rule);
      Origin other = first.putIfAbsent(text, rule.origin());
      if (other != null && isWritten(rule)) {
        found.report(Fault.DOUBLED_LINE, rule, other.toString());
      }
    }
  }

  private static String text(Rule rule) {
    if (rule instanceof Rule.Alias alias) {
      return alias.pattern() + " " + alias.module();
    }
    return rule instanceof Rule.Options options
        ? options.nameOrAlias() + " " + options.options()
        : rule.subject();
  }

  private void names(List<? extends Rule> rules) {
    for (Rule rule : rules) {
      if (rule.subject().length() > LONGEST_NAME && !Glob.isPattern(rule.subject())) {
        found.report(Fault.NAME_TOO_LONG, rule, rule.subject().substring(0, LONGEST_NAME));
      }
    }
  }

  private void alias(Rule.Alias rule) throws IOException {
    ModuleName name = rule.module();
    String module = name.text();
    if (!Glob.isPattern(rule.pattern())
        && !rule.pattern().equals(module)
        && kernels.has(Kernels.named(rule.pattern()))
        && isAdministrators(rule)) {
      found.report(Fault.ALIAS_HIDES_MODULE, rule, rule.pattern(), module);
    }
    if (kernels.has(name) || config.installOf(name) != null) {
      return;
    }
    Rule.Alias next = next(module);
    if (next != null && next.module().text().equals(rule.pattern())) {
      found.report(Fault.ALIAS_LOOP, rule, rule.pattern(), module);
      return;
    }
    Set<ModuleName> own = kernels.aliased(module);
    if (next != null || !own.isEmpty()) {
      ModuleName other = next != null ? next.module() : own.iterator().next();
      found.report(Fault.ALIAS_TO_ALIAS, rule, module, other.text());
    } else if (isAdministrators(rule)) {
      found.report(Fault.ALIAS_TO_MISSING, rule, module);
    }
  }

  private Rule.@Nullable Alias next(String name) {
    AliasKey key = AliasKey.of(name);
    List<Rule.Alias> aliases = key == null ? List.of() : config.aliasesOf(key);
    return aliases.isEmpty() ? null : aliases.getFirst();
  }

  private void blacklist(Rule.Blacklist rule) throws IOException {
    String module = rule.name();
    ModuleName name = Kernels.named(module);
    if (kernels.isOnlyBuiltin(name)) {
      if (isAdministrators(rule)) {
        found.report(Fault.BLACKLIST_BUILTIN, rule, module);
      }
      return;
    }
    if (kernels.has(name)) {
      List<ModuleName> users = isAdministrators(rule) ? kernels.usersOf(name) : List.of();
      for (ModuleName user : users) {
        if (config.blacklistOf(user) == null) {
          found.report(Fault.BLACKLIST_DEPENDENCY, rule, module, user.text());
          return;
        }
      }
      return;
    }
    Rule.Alias alias = next(module);
    Set<ModuleName> own = kernels.aliased(module);
    if (alias != null || !own.isEmpty()) {
      ModuleName other = alias != null ? alias.module() : own.iterator().next();
      found.report(Fault.BLACKLIST_ALIAS, rule, module, other.text());
    } else if (isAdministrators(rule)) {
      found.report(Fault.BLACKLIST_MISSING, rule, module);
    }
  }

  /** Whether it is in a file, and not on the command line or made by depmod. */
  static boolean isWritten(Rule rule) {
    String source = rule.origin().source();
    return rule.origin().line() > 0
        && !source.endsWith("/modules.softdep")
        && !source.endsWith("/modules.weakdep");
  }

  /** Whether it is in a file that is the administrator's, and no package's. */
  static boolean isAdministrators(Rule rule) {
    String source = rule.origin().source();
    return isWritten(rule)
        && !source.startsWith("/usr/lib/")
        && !source.startsWith("/lib/")
        && !source.startsWith("/run/");
  }
}
