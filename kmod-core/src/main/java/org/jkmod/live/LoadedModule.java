package org.jkmod.live;

import java.util.ArrayList;
import java.util.List;
import org.jkmod.ModuleName;

/**
 * A line of /proc/modules: name, size, reference count, users, state, address. Only what the line
 * has for certain is taken.
 *
 * @param size in bytes, of code and data; -1 when the line has none
 * @param references how many use it; -1 when the line does not tell
 * @param holders the modules that use it, the one that came last first
 * @param isLive neither being loaded nor being removed
 */
public record LoadedModule(
    ModuleName name, long size, int references, List<ModuleName> holders, boolean isLive) {
  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException when it has no name
   */
  public static LoadedModule parse(String line) {
    Fields fields = new Fields(line);
    String name = fields.next();
    if (name.isEmpty()) {
      throw new IllegalArgumentException(line);
    }
    long size = number(fields.next());
    long references = number(fields.next());
    List<ModuleName> holders = names(fields.next());
    boolean isLive = fields.next().equals("Live");
    return new LoadedModule(
        ModuleName.asWritten(name),
        size,
        references > Integer.MAX_VALUE ? -1 : (int) references,
        holders,
        isLive);
  }

  /**
   * Whether the line tells as much as /sys/module does. While a module comes or goes, its size here
   * has a part that is not there, and a kernel that removes no modules counts no references.
   */
  boolean isWhole() {
    return isLive && size >= 0 && references >= 0;
  }

  /** {@code a,b,} or {@code -}; in brackets stands what is no module ({@code [permanent]}). */
  private static List<ModuleName> names(String text) {
    if (text.isEmpty() || text.equals("-")) {
      return List.of();
    }
    List<ModuleName> names = new ArrayList<>();
    int start = 0;
    for (int comma = text.indexOf(','); comma >= 0; comma = text.indexOf(',', start)) {
      if (comma > start && text.charAt(start) != '[') {
        names.add(ModuleName.asWritten(text.substring(start, comma)));
      }
      start = comma + 1;
    }
    return names;
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /** The words of a line, each of which ends at a space. */
  private static final class Fields {
    private final String line;
    private int at;

    Fields(String line) {
      this.line = line;
    }

    /** Empty after the last. */
    String next() {
      int start = at;
      int space = line.indexOf(' ', start);
      int end = space < 0 ? line.length() : space;
      at = Math.min(end + 1, line.length());
      return line.substring(start, end);
    }
  }
}
