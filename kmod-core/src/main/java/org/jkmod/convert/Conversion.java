package org.jkmod.convert;

import java.util.List;
import org.jkmod.config.Origin;
import org.jspecify.annotations.Nullable;

/**
 * What became of an old file.
 *
 * @param lines in the order of the old file
 */
public record Conversion(List<Line> lines) {
  public Conversion {
    lines = List.copyOf(lines);
  }

  /**
   * A line of the result.
   *
   * @param text a line for modprobe.d or a comment; with a reason the old line, which is neither
   * @param reason why modprobe.d cannot say it; null when it can
   * @param origin where the old line is
   */
  public record Line(String text, @Nullable String reason, Origin origin) {}

  /** How many old lines have no counterpart. */
  public int losses() {
    return (int) lines.stream().filter(line -> line.reason() != null).count();
  }
}
