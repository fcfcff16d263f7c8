package org.jkmod.cli.text;

import org.jkmod.ModuleName;
import org.jkmod.graph.Standing;
import org.jkmod.resolve.DependencyGraph.Kind;

/** How the parts of a chart are called, and names that may have any byte in them. */
final class ChartWords {
  private ChartWords() {}

  /** As it stands after a name; the usual case goes without saying. */
  static String words(Standing standing) {
    return switch (standing) {
      case BUILTIN -> "built in";
      case MISSING -> "missing";
      case FORBIDDEN -> "forbidden";
      case LOADED -> "loaded";
      case INSTALLED -> "";
    };
  }

  /** A word for programs. */
  static String word(Standing standing) {
    return switch (standing) {
      case BUILTIN -> "builtin";
      case MISSING -> "missing";
      case FORBIDDEN -> "forbidden";
      case LOADED -> "loaded";
      case INSTALLED -> "installed";
    };
  }

  /** As it stands after a name; the usual case goes without saying. */
  static String words(Kind kind) {
    return switch (kind) {
      case HARD -> "";
      case SOFT_PRE -> "soft, before";
      case SOFT_POST -> "soft, after";
      case WEAK -> "weak";
    };
  }

  /** A word for programs. */
  static String word(Kind kind) {
    return switch (kind) {
      case HARD -> "needs";
      case SOFT_PRE -> "softdep-pre";
      case SOFT_POST -> "softdep-post";
      case WEAK -> "weakdep";
    };
  }

  /** A name in printable ASCII: any other byte as {@code \xNN}. */
  static String printable(ModuleName module) {
    String name = module.text();
    StringBuilder printable = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c > ' ' && c < 0x7f) {
        printable.append(c);
      } else {
        printable.append("\\x").append(Character.forDigit(c >> 4 & 15, 16));
        printable.append(Character.forDigit(c & 15, 16));
      }
    }
    return printable.toString();
  }
}
