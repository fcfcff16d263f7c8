package org.jkmod.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jkmod.AliasKey;
import org.jkmod.ModuleName;
import org.jkmod.bytes.Glob;
import org.jkmod.fixtures.Rootfs;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rules are made when they are asked for. Here made-up files are read in the simplest way that
 * there is, all of them at once, and lookups are walks over all rules: no difference.
 */
class LazyRulesTest {
  private static final List<String> PIECES =
      List.of(
          "alias ",
          "blacklist ",
          "options\t",
          "install ",
          "remove ",
          "softdep ",
          "weakdep ",
          "alias a ",
          "options a-b x",
          "softdep b pre: a post: b",
          "install * x",
          "include ",
          "config x",
          "nothing",
          "#",
          "a",
          "b",
          "-",
          "_",
          "*",
          "?",
          "[",
          "]",
          "[a-b]",
          "\\",
          "\\",
          " ",
          "\t",
          "\n",
          "\n",
          "\n",
          "\n",
          "\0",
          "\r",
          "\u00e4",
          "a-b",
          "Aa",
          "BB",
          ".");

  private static final List<String> ASKED =
      List.of("a", "b", "a_b", "Aa", "BB", "*", "[a-b]", "", "_", "a_", "\\a", "a.b", "\u00e4");

  private static final Pattern WORD = Pattern.compile("[ \t]*([^ \t]+)[ \t]?(.*)", Pattern.DOTALL);

  @TempDir Path folder;
  private final List<Rule> rules = new ArrayList<>();
  private final List<ConfigProblem> problems = new ArrayList<>();

  /** All that a file says, in the simplest way. */
  private void read(String path, String text) {
    StringBuilder line = new StringBuilder();
    int number = 0;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : '\n';
      if (c == '\\' && i + 1 < text.length()) {
        char next = text.charAt(++i);
        if (next == '\n') {
          number++;
        } else {
          line.append(next);
        }
      } else if (c == '\n') {
        number++;
        line(line.toString().split("\0", 2)[0], new Origin(path, number));
        line.setLength(0);
      } else if (c != '\\') {
        line.append(c);
      }
    }
  }

  private void line(String line, Origin origin) {
    Matcher first = WORD.matcher(line);
    if (line.startsWith("#") || !first.matches()) {
      return;
    }
    String keyword = first.group(1);
    if (keyword.equals("include") || keyword.equals("config")) {
      problems.add(new ConfigProblem.ObsoleteKeyword(origin, keyword));
      return;
    }
    Matcher second = WORD.matcher(first.group(2));
    AliasKey name = second.matches() ? AliasKey.of(second.group(1)) : null;
    Rule rule = name == null ? null : rule(keyword, name.text(), second.group(2), origin);
    if (rule == null) {
      problems.add(new ConfigProblem.BadLine(origin, keyword));
    } else {
      rules.add(rule);
    }
  }

  private static @Nullable Rule rule(String keyword, String name, String rest, Origin origin) {
    Matcher third = WORD.matcher(rest);
    AliasKey other = third.matches() ? AliasKey.of(third.group(1)) : null;
    if (keyword.equals("blacklist")) {
      return new Rule.Blacklist(name, origin);
    }
    if (rest.isEmpty()) {
      return null;
    }
    return switch (keyword) {
      case "alias" -> other == null ? null : new Rule.Alias(name, ModuleName.of(other), origin);
      case "options" -> new Rule.Options(name, rest.replace('\t', ' '), origin);
      case "install" -> new Rule.Install(name, rest, origin);
      case "remove" -> new Rule.Remove(name, rest, origin);
      case "softdep" -> softdep(name, rest, origin);
      case "weakdep" -> new Rule.Weakdep(name, words(rest), origin);
      default -> null;
    };
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>(Arrays.asList(text.split("[ \t\n\u000b\f\r]+")));
    words.removeIf(String::isEmpty);
    return words;
  }

  private static Rule softdep(String name, String rest, Origin origin) {
    List<String> pre = new ArrayList<>();
    List<String> post = new ArrayList<>();
    List<String> list = new ArrayList<>();
    for (String word : words(rest)) {
      if (word.equals("pre:")) {
        list = pre;
      } else if (word.equals("post:")) {
        list = post;
      } else {
        list.add(word);
      }
    }
    return new Rule.Softdep(name, pre, post, origin);
  }

  private <R extends Rule> List<R> all(Class<R> type, Predicate<String> subject) {
    return rules.stream()
        .filter(type::isInstance)
        .map(type::cast)
        .filter(rule -> subject.test(rule.subject()))
        .toList();
  }

  private static <R> List<R> first(List<R> of) {
    return of.subList(0, Math.min(1, of.size()));
  }

  private static <R extends Rule> List<R> orNone(@Nullable R rule) {
    return rule == null ? List.of() : List.of(rule);
  }

  @Test
  void asIfAllWereMadeAtOnce() throws IOException {
    Random random = new Random(20261127);
    Rootfs rootfs = new Rootfs(folder);
    int found = 0;
    for (int round = 0; round < 500; round++) {
      rules.clear();
      problems.clear();
      List<String> paths = new ArrayList<>();
      for (int file = 0; file < 1 + random.nextInt(3); file++) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(120); i > 0; i--) {
          text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        String path = "/c/" + file;
        paths.add(path);
        rootfs.file(path, text.toString());
        read(path, text.toString());
      }
      ModprobeConfig config = new ConfigReader(rootfs.root()).readModprobeFiles(paths, null);
      assertThat(config.problems()).isEqualTo(problems);
      assertThat(config.aliases()).isEqualTo(all(Rule.Alias.class, s -> true));
      assertThat(config.blacklists()).isEqualTo(all(Rule.Blacklist.class, s -> true));
      assertThat(config.options()).isEqualTo(all(Rule.Options.class, s -> true));
      assertThat(config.installs()).isEqualTo(all(Rule.Install.class, s -> true));
      assertThat(config.removes()).isEqualTo(all(Rule.Remove.class, s -> true));
      assertThat(config.softdeps()).isEqualTo(all(Rule.Softdep.class, s -> true));
      assertThat(config.weakdeps()).isEqualTo(all(Rule.Weakdep.class, s -> true));
      for (String name : ASKED) {
        found += lookups(config, name);
      }
    }
    assertThat(found).isGreaterThan(2_000);
  }

  private int lookups(ModprobeConfig config, String name) {
    ModuleName module = ModuleName.asWritten(name);
    Predicate<String> same = name::equals;
    Predicate<String> matches = subject -> Glob.matches(subject, name);
    List<Rule.Alias> aliases = all(Rule.Alias.class, matches);
    List<Rule.Options> options = all(Rule.Options.class, same.or("b"::equals));
    List<Rule.Install> installs = first(all(Rule.Install.class, same.or(matches)));
    AliasKey key = AliasKey.of(name);
    if (key != null) {
      assertThat(config.aliasesOf(key)).isEqualTo(aliases);
    }
    assertThat(config.optionsOf(module, "b")).isEqualTo(options);
    assertThat(config.optionsOf(module, null)).isEqualTo(all(Rule.Options.class, same));
    assertThat(orNone(config.installOf(module))).isEqualTo(installs);
    assertThat(orNone(config.removeOf(module)))
        .isEqualTo(first(all(Rule.Remove.class, same.or(matches))));
    assertThat(orNone(config.softdepOf(module))).isEqualTo(first(all(Rule.Softdep.class, matches)));
    assertThat(orNone(config.weakdepOf(module))).isEqualTo(first(all(Rule.Weakdep.class, matches)));
    assertThat(orNone(config.blacklistOf(module)))
        .isEqualTo(first(all(Rule.Blacklist.class, same)));
    return aliases.size() + options.size() + installs.size();
  }
}
