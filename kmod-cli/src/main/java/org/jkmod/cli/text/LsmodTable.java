package org.jkmod.cli.text;

import java.util.List;
import org.jkmod.cli.TextOutput;

/** The table that lsmod prints: name in 19 columns, size in 8, count, users. */
public final class LsmodTable implements LsmodOutput {
  private static final String HEADING = "Module                  Size  Used by\n";

  private static final int NAME_WIDTH = 19;
  private static final int SIZE_WIDTH = 8;

  private final TextOutput out;

  /** Prints the heading. */
  public LsmodTable(TextOutput out) {
    this.out = out;
    out.print(HEADING);
  }

  @Override
  public void module(LsmodRow row) {
    out.print(line(row.name(), row.size(), row.references(), row.holders()));
  }

  @Override
  public void close() {
    // Every line is complete.
  }

  private static String line(String name, long size, int count, List<String> holders) {
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
