package org.jkmod.cli.text;

import java.util.List;

/** The table that lsmod prints: name in 19 columns, size in 8, count, users. */
public final class LsmodTable {
  public static final String HEADING = "Module                  Size  Used by\n";

  private static final int NAME_WIDTH = 19;
  private static final int SIZE_WIDTH = 8;

  private LsmodTable() {}

  /** A module's line, its end included. */
  public static String line(String name, long size, int count, List<String> holders) {
    StringBuilder line = new StringBuilder(name);
    while (line.length() < NAME_WIDTH) {
      line.append(' ');
    }
    String digits = Long.toString(size);
    line.append(" ".repeat(1 + Math.max(0, SIZE_WIDTH - digits.length()))).append(digits);
    line.append("  ").append(count);
    for (int i = 0; i < holders.size(); i++) {
      line.append(i == 0 ? ' ' : ',').append(holders.get(i));
    }
    return line.append('\n').toString();
  }
}
