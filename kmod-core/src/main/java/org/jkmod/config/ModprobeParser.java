package org.jkmod.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jkmod.ModuleName;
import org.jspecify.annotations.Nullable;

/**
 * The lines of modprobe.d(5). A new keyword is a line in {@link Keyword} and a case in {@link
 * #parse}.
 */
final class ModprobeParser {
  private enum Keyword {
    ALIAS,
    BLACKLIST,
    OPTIONS,
    INSTALL,
    REMOVE,
    SOFTDEP,
    WEAKDEP,
    INCLUDE,
    CONFIG;

    static @Nullable Keyword of(String word) {
      for (Keyword keyword : values()) {
        if (keyword.name().toLowerCase(Locale.ROOT).equals(word)) {
          return keyword;
        }
      }
      return null;
    }
  }

  private final List<Rule> rules;
  private final List<ConfigProblem> problems;

  ModprobeParser(List<Rule> rules, List<ConfigProblem> problems) {
    this.rules = rules;
    this.problems = problems;
  }

  void parseFile(String path, String text) {
    for (ConfigLines.Line line : ConfigLines.of(text)) {
      Words words = new Words(line.text());
      String first = words.next();
      if (first != null) {
        Origin origin = new Origin(path, line.number());
        Keyword keyword = Keyword.of(first);
        if (keyword == Keyword.INCLUDE || keyword == Keyword.CONFIG) {
          problems.add(new ConfigProblem.ObsoleteKeyword(origin, first));
          continue;
        }
        Rule rule = keyword == null ? null : parse(keyword, words, origin);
        if (rule == null) {
          problems.add(new ConfigProblem.BadLine(origin, first));
        } else {
          rules.add(rule);
        }
      }
    }
  }

  /** The rule of a line, null when it lacks something. */
  private static @Nullable Rule parse(Keyword keyword, Words words, Origin origin) {
    String name = normalized(words.next());
    if (name == null) {
      return null;
    }
    switch (keyword) {
      case ALIAS -> {
        String module = normalized(words.next());
        return module == null ? null : new Rule.Alias(name, module, origin);
      }
      case BLACKLIST -> {
        return new Rule.Blacklist(name, origin);
      }
      case OPTIONS -> {
        String options = words.rest();
        return options == null ? null : new Rule.Options(name, options.replace('\t', ' '), origin);
      }
      case INSTALL -> {
        String command = words.rest();
        return command == null ? null : new Rule.Install(name, command, origin);
      }
      case REMOVE -> {
        String command = words.rest();
        return command == null ? null : new Rule.Remove(name, command, origin);
      }
      case SOFTDEP -> {
        String rest = words.rest();
        return rest == null ? null : softdep(name, rest, origin);
      }
      case WEAKDEP -> {
        String rest = words.rest();
        return rest == null ? null : new Rule.Weakdep(name, split(rest), origin);
      }
      case INCLUDE, CONFIG -> throw new AssertionError(keyword);
    }
    throw new AssertionError(keyword);
  }

  private static Rule softdep(String module, String text, Origin origin) {
    List<String> pre = new ArrayList<>();
    List<String> post = new ArrayList<>();
    List<String> current = null;
    for (String word : split(text)) {
      switch (word) {
        case "pre:" -> current = pre;
        case "post:" -> current = post;
        default -> {
          if (current != null) {
            current.add(word);
          }
        }
      }
    }
    return new Rule.Softdep(module, pre, post, origin);
  }

  /** Words between blanks; here a line's end of any kind counts as one. */
  private static List<String> split(String text) {
    List<String> words = new ArrayList<>();
    int start = -1;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : ' ';
      boolean blank = c == ' ' || (c >= '\t' && c <= '\r');
      if (blank && start >= 0) {
        words.add(text.substring(start, i));
        start = -1;
      } else if (!blank && start < 0) {
        start = i;
      }
    }
    return words;
  }

  private static @Nullable String normalized(@Nullable String name) {
    return name == null ? null : ModuleName.normalizeAlias(name);
  }
}
