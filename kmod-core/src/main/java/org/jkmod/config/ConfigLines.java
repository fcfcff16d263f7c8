package org.jkmod.config;

import java.util.ArrayList;
import java.util.List;

/**
 * The logical lines of a configuration file. A backslash before a line's end joins it to the next,
 * in comments too; any other backslash is dropped and what follows it is kept.
 */
public final class ConfigLines {
  /** A logical line and the number of the physical line where it ends; the first is 1. */
  public record Line(String text, int number) {}

  private ConfigLines() {}

  /** Splits a file's text; empty lines and comments are left out. */
  public static List<Line> of(String text) {
    List<Line> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    int number = 1;
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        if (++i == length) {
          break;
        }
        if (text.charAt(i) == '\n') {
          number++;
        } else {
          line.append(text.charAt(i));
        }
      } else if (c == '\n') {
        add(lines, line, number);
        number++;
      } else {
        line.append(c);
      }
    }
    add(lines, line, number);
    return lines;
  }

  private static void add(List<Line> lines, StringBuilder line, int number) {
    // A NUL ends the line for every tool that was written in C.
    int end = line.indexOf("\0");
    if (end >= 0) {
      line.setLength(end);
    }
    if (!line.isEmpty() && line.charAt(0) != '#') {
      lines.add(new Line(line.toString(), number));
    }
    line.setLength(0);
  }
}
