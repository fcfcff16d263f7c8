package org.jkmod.index;

import org.jkmod.ModuleName;
import org.jspecify.annotations.Nullable;

/**
 * A line of modules.devname: {@code module device type major:minor}, the last three in one word
 * such as {@code c10:235}.
 *
 * @param device the path below /dev
 * @param type {@code c} or {@code b}
 */
public record StaticNode(ModuleName module, String device, char type, int major, int minor) {
  /** Reads a line, what follows the numbers left out; null when it is not of that form. */
  public static @Nullable StaticNode parse(String line) {
    String[] words = line.strip().split("[ \t]+", 4);
    if (words.length < 3 || words[2].isEmpty()) {
      return null;
    }
    String numbers = words[2];
    char type = numbers.charAt(0);
    int colon = numbers.indexOf(':');
    if ((type != 'c' && type != 'b') || colon < 0) {
      return null;
    }
    int major = number(numbers, 1, colon);
    int minor = number(numbers, colon + 1, numbers.length());
    return major < 0 || minor < 0
        ? null
        : new StaticNode(ModuleName.asWritten(words[0]), words[1], type, major, minor);
  }

  /** The digits from {@code from} on; -1 when there are none before {@code to} or too many. */
  private static int number(String text, int from, int to) {
    int end = from;
    while (end < to && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end == from || end - from > 9 ? -1 : Integer.parseInt(text.substring(from, end));
  }
}
