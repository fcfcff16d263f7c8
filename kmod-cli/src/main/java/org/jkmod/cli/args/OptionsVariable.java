package org.jkmod.cli.args;

import java.util.ArrayList;
import java.util.List;

/**
 * Arguments in an environment variable: parted by blanks, with single or double quotes around those
 * that hold some.
 */
public final class OptionsVariable {
  private OptionsVariable() {}

  /** The arguments in the text. */
  public static List<String> split(String text) {
    List<String> arguments = new ArrayList<>();
    StringBuilder argument = new StringBuilder();
    boolean started = false;
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else {
          argument.append(c);
        }
      } else if (c == '\'' || c == '"') {
        quote = c;
        started = true;
      } else if (c == ' ') {
        if (started) {
          arguments.add(argument.toString());
        }
        argument.setLength(0);
        started = false;
      } else {
        argument.append(c);
        started = true;
      }
    }
    if (started) {
      arguments.add(argument.toString());
    }
    return arguments;
  }
}
