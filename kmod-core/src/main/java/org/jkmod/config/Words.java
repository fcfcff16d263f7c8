package org.jkmod.config;

import org.jspecify.annotations.Nullable;

/** Takes words off a line one after another; blanks are spaces and tabs. */
final class Words {
  private final String line;
  private int at;

  Words(String line) {
    this.line = line;
  }

  /** The next word, null at the end of the line. */
  @Nullable String next() {
    while (at < line.length() && isBlank(line.charAt(at))) {
      at++;
    }
    if (at == line.length()) {
      return null;
    }
    int start = at;
    while (at < line.length() && !isBlank(line.charAt(at))) {
      at++;
    }
    String word = line.substring(start, at);
    if (at < line.length()) {
      at++;
    }
    return word;
  }

  /** All that is left after the one blank that ended the last word, null if there is nothing. */
  @Nullable String rest() {
    return at == line.length() ? null : line.substring(at);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }
}
