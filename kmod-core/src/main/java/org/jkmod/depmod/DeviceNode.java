package org.jkmod.depmod;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The device node that a module asks for by its aliases {@code devname:NAME} and {@code
 * char-major-N-N} or {@code block-major-N-N}.
 *
 * @param name null when there is no devname alias
 * @param type {@code c} or {@code b}, 0 when there are no numbers
 */
record DeviceNode(@Nullable String name, char type, int major, int minor) {
  static DeviceNode of(List<String> aliases) {
    String name = null;
    char type = 0;
    int major = 0;
    int minor = 0;
    for (String alias : aliases) {
      if (alias.startsWith("devname:")) {
        name = alias.substring("devname:".length());
      } else {
        int numbers = numbersAt(alias);
        int dash = numbers < 0 ? -1 : alias.indexOf('-', numbers);
        Integer first = dash < 0 ? null : number(alias, numbers, dash);
        Integer second = dash < 0 ? null : number(alias, dash + 1, alias.length());
        if (first != null && second != null) {
          type = alias.charAt(0);
          major = first;
          minor = second;
        }
      }
      if (name != null && type != 0) {
        break;
      }
    }
    return new DeviceNode(name, type, major, minor);
  }

  private static int numbersAt(String alias) {
    for (String prefix : new String[] {"char-major-", "block-major-"}) {
      if (alias.startsWith(prefix)) {
        return prefix.length();
      }
    }
    return -1;
  }

  private static @Nullable Integer number(String text, int from, int to) {
    try {
      return Integer.parseUnsignedInt(text.substring(from, to));
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
