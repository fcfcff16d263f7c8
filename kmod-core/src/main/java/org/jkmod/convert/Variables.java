package org.jkmod.convert;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code define} lines have said. */
final class Variables {
  /** By name; null where the value depends on more than the file. */
  private final Map<String, @Nullable String> values = new HashMap<>();

  /** A text with values in it. */
  record Expanded(String text, @Nullable String obstacle) {}

  /**
   * Takes a definition.
   *
   * @param value null when it is not known
   */
  void define(String name, @Nullable String value) {
    values.put(name, value);
  }

  /** Puts values in; what is left of variables and commands in backquotes is the obstacle. */
  Expanded expand(String text) {
    return expand(text, true);
  }

  /** The same in a command, whose shell knows its own variables. */
  Expanded expandCommand(String text) {
    return expand(text, false);
  }

  private Expanded expand(String text, boolean isWhole) {
    StringBuilder result = new StringBuilder();
    String obstacle = null;
    boolean isLiteral = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && !isLiteral && i + 1 < text.length()) {
        result.append(c).append(text.charAt(++i));
        continue;
      }
      if (c == '\'') {
        isLiteral = !isLiteral;
      }
      if (c == '`' && !isLiteral && isWhole) {
        int end = text.indexOf('`', i + 1);
        String command = end < 0 ? text.substring(i) : text.substring(i, end + 1);
        obstacle = obstacle == null ? "it depends on the output of " + command : obstacle;
      }
      String name = c == '$' && !isLiteral ? nameAt(text, i + 1) : "";
      if (name.isEmpty()) {
        result.append(c);
        continue;
      }
      String value = values.get(name);
      if (value == null) {
        if (isWhole || values.containsKey(name)) {
          obstacle = obstacle == null ? "it depends on the variable " + name : obstacle;
        }
        result.append(c);
        continue;
      }
      result.append(value);
      i += name.length() + (text.charAt(i + 1) == '{' ? 2 : 0);
    }
    return new Expanded(result.toString(), obstacle);
  }

  /** The name after a dollar sign, braced or not; empty when there is none. */
  private static String nameAt(String text, int start) {
    boolean isBraced = start < text.length() && text.charAt(start) == '{';
    int from = isBraced ? start + 1 : start;
    int end = from;
    while (end < text.length() && isNamePart(text.charAt(end))) {
      end++;
    }
    if (isBraced && (end == text.length() || text.charAt(end) != '}')) {
      return "";
    }
    return text.substring(from, end);
  }

  private static boolean isNamePart(char c) {
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }
}
