package org.jkmod.config;

import org.jspecify.annotations.Nullable;

/** Takes words off a line one after another; blanks are spaces and tabs. */
final class Words {
  private final String line;
  private final int end;
  private int at;

  /** The words between two places of a text. */
  Words(String line, int start, int end) {
    this.line = line;
    this.end = end;
    this.at = start;
  }

  /** Whether nothing is left, not even blanks. */
  boolean isEmpty() {
    return at == end;
  }

  /** The next character, a blank or not. */
  char first() {
    return line.charAt(at);
  }

  /** The next word, null at the end of the line. */
  @Nullable String next() {
    while (at < end && isBlank(line.charAt(at))) {
      at++;
    }
    if (at == end) {
      return null;
    }
    int start = at;
    while (at < end && !isBlank(line.charAt(at))) {
      at++;
    }
    String word = line.substring(start, at);
    if (at < end) {
      at++;
    }
    return word;
  }

  /** Takes the next word if it is this one; otherwise nothing is taken. */
  boolean takes(String word) {
    int start = at;
    while (start < end && isBlank(line.charAt(start))) {
      start++;
    }
    int after = start + word.length();
    if (after > end
        || !line.startsWith(word, start)
        || (after < end && !isBlank(line.charAt(after)))) {
      return false;
    }
    at = Math.min(after + 1, end);
    return true;
  }

  /** All that is left after the one blank that ended the last word, null if there is nothing. */
  @Nullable String rest() {
    return at == end ? null : line.substring(at, end);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }
}
