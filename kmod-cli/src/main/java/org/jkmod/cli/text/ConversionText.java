package org.jkmod.cli.text;

import org.jkmod.convert.Conversion;

/** A converted file as modprobe.d has it. */
public final class ConversionText {
  private ConversionText() {}

  /**
   * The lines.
   *
   * @param file the old file
   */
  public static String of(Conversion conversion, String file) {
    StringBuilder text = new StringBuilder("# Made by kmod convert from " + file + ".\n");
    for (Conversion.Line line : conversion.lines()) {
      if (line.reason() == null) {
        text.append(line.text()).append('\n');
      } else {
        text.append("# Not converted: ").append(line.text()).append('\n');
        text.append("#   ").append(line.origin()).append(": ").append(line.reason()).append('\n');
      }
    }
    // A backslash at a comment's end would join the next line to it.
    return text.toString().replaceAll("(?m)^(#.*)\\\\$", "$1\\\\.");
  }
}
