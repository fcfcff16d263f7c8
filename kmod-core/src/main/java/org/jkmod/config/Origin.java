package org.jkmod.config;

import org.jspecify.annotations.Nullable;

/**
 * Where a rule was written.
 *
 * @param source the file, or {@code /proc/cmdline}
 * @param line the first is 1; 0 for the kernel command line, which has no lines
 */
public record Origin(String source, int line) {
  /** What a record has by itself takes a hundred times as long in the executable. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Origin origin && line == origin.line && source.equals(origin.source);
  }

  @Override
  public int hashCode() {
    return 31 * source.hashCode() + line;
  }

  @Override
  public String toString() {
    return line == 0 ? source : source + ":" + line;
  }
}
