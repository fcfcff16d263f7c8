package org.jkmod.config;

import java.util.ArrayList;
import java.util.List;
import org.jkmod.AliasKey;
import org.jkmod.ModuleName;
import org.jspecify.annotations.Nullable;

/** What a line of modprobe.d(5) says. A new keyword is one in {@link Keyword} and a case here. */
final class RuleLine {
  private RuleLine() {}

  /**
   * The rule of a line; null when it lacks something, as {@link ModprobeParser} knows without
   * making one.
   *
   * @param words what follows the keyword
   */
  static @Nullable Rule parse(Keyword keyword, Words words, Origin origin) {
    AliasKey subject = key(words.next());
    if (subject == null) {
      return null;
    }
    String name = subject.text();
    if (keyword == Keyword.ALIAS) {
      AliasKey module = key(words.next());
      return module == null ? null : new Rule.Alias(name, ModuleName.of(module), origin);
    }
    if (keyword == Keyword.BLACKLIST) {
      return new Rule.Blacklist(name, origin);
    }
    String rest = words.rest();
    if (rest == null) {
      return null;
    }
    return switch (keyword) {
      case OPTIONS -> new Rule.Options(name, rest.replace('\t', ' '), origin);
      case INSTALL -> new Rule.Install(name, rest, origin);
      case REMOVE -> new Rule.Remove(name, rest, origin);
      case SOFTDEP -> softdep(name, rest, origin);
      case WEAKDEP -> new Rule.Weakdep(name, split(rest), origin);
      case ALIAS, BLACKLIST, INCLUDE, CONFIG -> throw new AssertionError(keyword);
    };
  }

  private static Rule softdep(String pattern, String text, Origin origin) {
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
    return new Rule.Softdep(pattern, pre, post, origin);
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

  private static @Nullable AliasKey key(@Nullable String word) {
    return word == null ? null : AliasKey.of(word);
  }
}
