package org.jkmod.config;

/**
 * Where a rule was written.
 *
 * @param source the file, or {@code /proc/cmdline}
 * @param line the first is 1; 0 for the kernel command line, which has no lines
 */
public record Origin(String source, int line) {
  @Override
  public String toString() {
    return line == 0 ? source : source + ":" + line;
  }
}
