package org.jkmod.config;

import org.jspecify.annotations.Nullable;

/**
 * The logical lines of a configuration file, one after another. A backslash before a line's end
 * joins it to the next, in comments too; any other backslash is dropped and what follows it is
 * kept. Empty lines and comments are left out.
 */
final class ConfigLines {
  private final String text;
  private final StringBuilder joined = new StringBuilder();
  private int at;
  private int number;

  ConfigLines(String text) {
    this.text = text;
  }

  /** The words of the next line, null at the end. */
  @Nullable Words next() {
    while (at < text.length()) {
      Words words = line();
      number++;
      if (!words.isEmpty() && words.first() != '#') {
        return words;
      }
    }
    return null;
  }

  /** The number of the physical line where the last one ended; the first is 1. */
  int number() {
    return number;
  }

  private Words line() {
    int start = at;
    int newline = text.indexOf('\n', start);
    int end = newline < 0 ? text.length() : newline;
    int backslash = text.indexOf('\\', start, end);
    if (backslash >= 0) {
      return join();
    }
    at = end + 1;
    // A NUL ends the line for every tool that was written in C.
    int nul = text.indexOf('\0', start, end);
    return new Words(text, start, nul < 0 ? end : nul);
  }

  private Words join() {
    joined.setLength(0);
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '\\' && at < text.length()) {
        char next = text.charAt(at++);
        if (next == '\n') {
          number++;
        } else {
          joined.append(next);
        }
      } else if (c == '\n') {
        break;
      } else if (c != '\\') {
        joined.append(c);
      }
    }
    int nul = joined.indexOf("\0");
    return new Words(joined.toString(), 0, nul < 0 ? joined.length() : nul);
  }
}
