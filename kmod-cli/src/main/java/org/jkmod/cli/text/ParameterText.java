package org.jkmod.cli.text;

import java.util.List;

/** Module parameters from a command line in the form that the kernel takes them. */
public final class ParameterText {
  private ParameterText() {}

  /** Joined by blanks; a value with blanks in it gets quotes, unless it starts with one. */
  public static String join(List<String> arguments) {
    StringBuilder text = new StringBuilder();
    for (String argument : arguments) {
      if (!text.isEmpty()) {
        text.append(' ');
      }
      text.append(quoted(argument));
    }
    return text.toString();
  }

  private static String quoted(String argument) {
    int equals = argument.indexOf('=');
    if (equals < 0
        || argument.indexOf(' ', equals) < 0
        || argument.startsWith("\"", equals + 1)
        || argument.startsWith("'", equals + 1)) {
      return argument;
    }
    return argument.substring(0, equals + 1) + '"' + argument.substring(equals + 1) + '"';
  }
}
