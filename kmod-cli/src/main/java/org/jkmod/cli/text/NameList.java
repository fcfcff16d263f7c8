package org.jkmod.cli.text;

import java.util.List;

/** Lists that fit a line. */
final class NameList {
  private NameList() {}

  /** The first ones and, of more, how many. */
  static String of(List<String> names, int most) {
    String first = String.join(", ", names.subList(0, Math.min(most, names.size())));
    return names.size() > most ? first + " and " + (names.size() - most) + " more" : first;
  }
}
