package org.jkmod.cli.text;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A loaded module as lsmod shows it.
 *
 * @param size in bytes
 * @param references how many use it
 * @param holders the modules among those
 * @param more what was asked for besides, by column; a column without a value is not known
 */
public record LsmodRow(
    String name, long size, int references, List<String> holders, Map<LsmodColumn, String> more) {
  public LsmodRow {
    holders = List.copyOf(holders);
  }

  /** What stands in a column, null when it is not known. */
  @Nullable String text(LsmodColumn column) {
    return switch (column) {
      case NAME -> name;
      case SIZE -> Long.toString(size);
      case REFERENCES -> Integer.toString(references);
      case USEDBY -> holders.isEmpty() ? null : String.join(",", holders);
      default -> more.get(column);
    };
  }
}
