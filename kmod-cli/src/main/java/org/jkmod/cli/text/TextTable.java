package org.jkmod.cli.text;

import java.util.ArrayList;
import java.util.List;
import org.jkmod.cli.TextOutput;
import org.jspecify.annotations.Nullable;

/**
 * A table for people: columns as wide as their widest cell, two blanks between them, {@code -}
 * where there is nothing. What a terminal would take for more than text is shown as {@code \xNN}.
 */
public final class TextTable {
  private static final String NOTHING = "-";
  private static final String GAP = "  ";

  private final List<String[]> rows = new ArrayList<>();
  private final boolean[] isNumber;

  /**
   * @param isNumber which columns stand at the right
   */
  public TextTable(boolean[] isNumber, String... headings) {
    this.isNumber = isNumber.clone();
    rows.add(headings.clone());
  }

  /** Adds a row; of a cell with several lines in the last column each has a line of its own. */
  public void row(@Nullable String... cells) {
    String[] row = new String[cells.length];
    for (int i = 0; i < cells.length; i++) {
      String cell = cells[i];
      boolean isLast = i == cells.length - 1;
      row[i] = cell == null || cell.isEmpty() ? NOTHING : printable(cell, isLast);
    }
    rows.add(row);
  }

  /**
   * A text that a terminal shows and does nothing else with.
   *
   * @param lines whether it may have several lines
   */
  public static String printable(String text, boolean lines) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isC1(text, i)) {
        shown.append("\\xc2\\x").append(Integer.toHexString(text.charAt(++i)));
      } else if ((c >= ' ' && c != 0x7f) || (lines && c == '\n')) {
        shown.append(c);
      } else if (c == '\t') {
        shown.append(' ');
      } else {
        shown.append("\\x").append(Character.forDigit(c >> 4, 16));
        shown.append(Character.forDigit(c & 15, 16));
      }
    }
    return shown.toString();
  }

  /** Whether U+0080 to U+009F begins there, in UTF-8: for some terminals these are commands too. */
  private static boolean isC1(String text, int at) {
    return text.charAt(at) == 0xc2
        && at + 1 < text.length()
        && text.charAt(at + 1) >= 0x80
        && text.charAt(at + 1) < 0xa0;
  }

  /** Prints it all. */
  public void print(TextOutput out) {
    int last = isNumber.length - 1;
    int[] widths = new int[isNumber.length];
    for (String[] row : rows) {
      for (int i = 0; i < last; i++) {
        widths[i] = Math.max(widths[i], width(row[i]));
      }
    }
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < last; i++) {
        String padding = " ".repeat(widths[i] - width(row[i]));
        line.append(isNumber[i] ? padding + row[i] : row[i] + padding).append(GAP);
      }
      String indent = "\n" + " ".repeat(line.length());
      line.append(row[last].replace("\n", indent)).append('\n');
      out.print(line.toString());
    }
  }

  /** In characters: bytes that go on with one of UTF-8 take no room. */
  private static int width(String text) {
    int width = 0;
    for (int i = 0; i < text.length(); i++) {
      if ((text.charAt(i) & 0xc0) != 0x80) {
        width++;
      }
    }
    return width;
  }
}
