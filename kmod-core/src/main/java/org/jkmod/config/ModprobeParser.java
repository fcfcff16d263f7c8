package org.jkmod.config;

import java.util.List;
import org.jkmod.AliasKey;

/**
 * Goes through the lines of modprobe.d(5): notes where the rules are, by what they are for, and
 * what is wrong with other lines. What a rule says is read when it is asked for.
 */
final class ModprobeParser {
  private final RuleTables tables;
  private final List<ConfigProblem> problems;

  ModprobeParser(RuleTables tables, List<ConfigProblem> problems) {
    this.tables = tables;
    this.problems = problems;
  }

  void parseFile(ConfigText text) {
    for (ConfigLines lines = new ConfigLines(text.bytes()); lines.next(); ) {
      Keyword keyword = Keyword.take(lines.words());
      if (keyword == null) {
        unknown(text, lines);
      } else {
        line(keyword, text, lines);
      }
    }
  }

  /**
   * A file that depmod made of the modules' own fields: its lines are of one kind, and what a
   * module smuggled in between them does not count.
   */
  void parseMade(ConfigText text, Keyword only) {
    for (ConfigLines lines = new ConfigLines(text.bytes()); lines.next(); ) {
      Keyword keyword = Keyword.take(lines.words());
      if (keyword == null) {
        unknown(text, lines);
      } else if (keyword != only) {
        bad(text, lines, keyword.word());
      } else {
        line(keyword, text, lines);
      }
    }
  }

  private void unknown(ConfigText text, ConfigLines lines) {
    String word = lines.words().word();
    if (!word.isEmpty()) {
      bad(text, lines, word);
    }
  }

  private void bad(ConfigText text, ConfigLines lines, String word) {
    problems.add(new ConfigProblem.BadLine(new Origin(text.path(), lines.number()), word));
  }

  private void line(Keyword keyword, ConfigText text, ConfigLines lines) {
    if (keyword.isObsolete()) {
      Origin origin = new Origin(text.path(), lines.number());
      problems.add(new ConfigProblem.ObsoleteKeyword(origin, keyword.word()));
      return;
    }
    Words words = lines.words();
    if (!words.take()) {
      bad(text, lines, keyword.word());
      return;
    }
    boolean isPlain = words.isPlain();
    int hash = words.plainHash();
    AliasKey pattern = isPlain ? null : AliasKey.of(words.word());
    if ((!isPlain && pattern == null) || !isComplete(keyword, words)) {
      bad(text, lines, keyword.word());
    } else if (pattern == null) {
      tables.of(keyword).addName(text, lines.start(), lines.number(), hash);
    } else {
      tables.of(keyword).addPattern(text, lines.start(), lines.number(), pattern.text());
    }
  }

  /** Whether all is there that follows the first name. */
  private static boolean isComplete(Keyword keyword, Words words) {
    if (keyword == Keyword.ALIAS) {
      return words.take() && (words.isPlain() || AliasKey.isValid(words.word()));
    }
    return keyword == Keyword.BLACKLIST || !words.isEmpty();
  }
}
