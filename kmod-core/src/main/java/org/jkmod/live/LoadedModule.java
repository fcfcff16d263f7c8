package org.jkmod.live;

/**
 * A line of /proc/modules: name, size, reference count, users, state, address. Only what the line
 * has for certain is taken.
 *
 * @param size in bytes, of code and data
 */
public record LoadedModule(String name, long size) {
  /**
   * Reads a line; a line without a size has size -1.
   *
   * @throws IllegalArgumentException when it has no name
   */
  public static LoadedModule parse(String line) {
    int end = line.indexOf(' ');
    String name = end < 0 ? line : line.substring(0, end);
    if (name.isEmpty()) {
      throw new IllegalArgumentException(line);
    }
    int sizeEnd = end < 0 ? -1 : line.indexOf(' ', end + 1);
    return new LoadedModule(name, sizeEnd < 0 ? -1 : number(line.substring(end + 1, sizeEnd)));
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
