package org.jkmod.convert;

import java.util.ArrayList;
import java.util.List;

/** As much of a shell's syntax as the old files have: quotes, comments, words. */
final class Shell {
  private Shell() {}

  /** The line up to a comment: a {@code #} that starts a word outside quotes. */
  static String withoutComment(String line) {
    char quote = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\\' && quote != '\'') {
        i++;
      } else if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (isQuote(c)) {
        quote = c;
      } else if (c == '#' && (i == 0 || isBlank(line.charAt(i - 1)))) {
        return line.substring(0, i);
      }
    }
    return line;
  }

  /** The words, with their quotes and backslashes. */
  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote == 0 && isBlank(c)) {
        if (!word.isEmpty()) {
          words.add(word.toString());
          word.setLength(0);
        }
        continue;
      }
      word.append(c);
      if (c == '\\' && quote != '\'' && i + 1 < text.length()) {
        word.append(text.charAt(++i));
      } else if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (isQuote(c)) {
        quote = c;
      }
    }
    if (!word.isEmpty()) {
      words.add(word.toString());
    }
    return words;
  }

  /** A word as a program would get it: without quotes and backslashes. */
  static String unquoted(String word) {
    StringBuilder result = new StringBuilder();
    char quote = 0;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c == '\\' && quote != '\'' && i + 1 < word.length()) {
        result.append(word.charAt(++i));
      } else if (quote != 0 && c == quote) {
        quote = 0;
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else {
        result.append(c);
      }
    }
    return result.toString();
  }

  /** A command as part of a list of commands: one that others can follow. */
  static String group(String command) {
    String body = command.strip();
    while (body.endsWith(";")) {
      body = body.substring(0, body.length() - 1).strip();
    }
    return "{ " + body + (body.endsWith("&") ? " }" : "; }");
  }

  /** The text as modprobe.d wants it, where a lone backslash is dropped. */
  static String escaped(String text) {
    return text.replace("\\", "\\\\");
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'' || c == '`';
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }
}
