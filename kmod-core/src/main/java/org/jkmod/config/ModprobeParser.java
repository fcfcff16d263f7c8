package org.jkmod.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jkmod.AliasKey;
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

    private static final Keyword[] ALL = values();

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The keyword that the line starts with, which is taken; null when it starts with none. */
    static @Nullable Keyword take(Words words) {
      for (Keyword keyword : ALL) {
        if (words.takes(keyword.word)) {
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
    parse(path, text, null);
  }

  /**
   * A file that depmod made of the modules' own fields: its lines are of one kind, and what a
   * module smuggled in between them does not count.
   */
  void parseSoftdeps(String path, String text) {
    parse(path, text, Keyword.SOFTDEP);
  }

  /** The same for weak dependencies. */
  void parseWeakdeps(String path, String text) {
    parse(path, text, Keyword.WEAKDEP);
  }

  private void parse(String path, String text, @Nullable Keyword only) {
    ConfigLines lines = new ConfigLines(text);
    for (Words words = lines.next(); words != null; words = lines.next()) {
      parse(words, only, new Origin(path, lines.number()));
    }
  }

  private void parse(Words words, @Nullable Keyword only, Origin origin) {
    // No object is made for the keyword: configurations of 100,000 lines occur.
    Keyword keyword = Keyword.take(words);
    if (keyword != null && only != null && keyword != only) {
      problems.add(new ConfigProblem.BadLine(origin, keyword.word));
      return;
    }
    if (keyword == null) {
      String first = words.next();
      if (first != null) {
        problems.add(new ConfigProblem.BadLine(origin, first));
      }
      return;
    }
    if (keyword == Keyword.INCLUDE || keyword == Keyword.CONFIG) {
      problems.add(new ConfigProblem.ObsoleteKeyword(origin, keyword.word));
      return;
    }
    Rule rule = parse(keyword, words, origin);
    if (rule == null) {
      problems.add(new ConfigProblem.BadLine(origin, keyword.word));
    } else {
      rules.add(rule);
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
    List<String> pre = new ArrayList<>(2);
    List<String> post = new ArrayList<>(2);
    List<String> current = null;
    for (int end = 0, start = wordStart(text, 0);
        start < text.length();
        start = wordStart(text, end)) {
      end = wordEnd(text, start);
      if (end - start == 4 && text.startsWith("pre:", start)) {
        current = pre;
      } else if (end - start == 5 && text.startsWith("post:", start)) {
        current = post;
      } else if (current != null) {
        current.add(text.substring(start, end));
      }
    }
    return new Rule.Softdep(module, pre, post, origin);
  }

  private static List<String> split(String text) {
    List<String> words = new ArrayList<>();
    for (int end = 0, start = wordStart(text, 0);
        start < text.length();
        start = wordStart(text, end)) {
      end = wordEnd(text, start);
      words.add(text.substring(start, end));
    }
    return words;
  }

  private static int wordStart(String text, int from) {
    int at = from;
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static int wordEnd(String text, int from) {
    int at = from;
    while (at < text.length() && !isBlank(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /** In lists of modules a line's end of any kind counts as a blank. */
  private static boolean isBlank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  private static @Nullable String normalized(@Nullable String name) {
    AliasKey key = name == null ? null : AliasKey.of(name);
    return key == null ? null : key.text();
  }
}
