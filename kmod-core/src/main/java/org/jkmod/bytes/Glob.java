package org.jkmod.bytes;

/**
 * Shell patterns as fnmatch(3) matches them without flags: {@code *}, {@code ?}, {@code [a-z]},
 * {@code [!a]} and {@code \} before a character that is to be taken as it is. A bracket without an
 * end stands for itself.
 */
public final class Glob {
  private Glob() {}

  /**
   * Whether {@code text} as a whole matches. Takes time in proportion to the product of both
   * lengths at most.
   */
  public static boolean matches(String pattern, String text) {
    int p = 0;
    int t = 0;
    int starPattern = -1;
    int starText = 0;
    while (t < text.length()) {
      int next = p < pattern.length() ? matchOne(pattern, p, text.charAt(t)) : -1;
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        starPattern = ++p;
        starText = t;
      } else if (next > 0) {
        p = next;
        t++;
      } else if (starPattern >= 0) {
        p = starPattern;
        t = ++starText;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  /** Whether the text holds a character that is special in a pattern. */
  public static boolean isPattern(String text) {
    return text.indexOf('*') >= 0 || text.indexOf('?') >= 0 || text.indexOf('[') >= 0;
  }

  /** Whether the text, as a pattern, matches itself and nothing else. */
  public static boolean isPlain(String text) {
    return !isPattern(text) && text.indexOf('\\') < 0;
  }

  /** The index after the one-character element at {@code p} if it matches {@code c}, else -1. */
  private static int matchOne(String pattern, int p, char c) {
    char element = pattern.charAt(p);
    return switch (element) {
      case '*' -> -1;
      case '?' -> p + 1;
      case '[' -> matchBracket(pattern, p, c);
      case '\\' -> p + 1 < pattern.length() && pattern.charAt(p + 1) == c ? p + 2 : -1;
      default -> element == c ? p + 1 : -1;
    };
  }

  private static int matchBracket(String pattern, int open, char c) {
    int p = open + 1;
    boolean negated =
        p < pattern.length() && (pattern.charAt(p) == '!' || pattern.charAt(p) == '^');
    if (negated) {
      p++;
    }
    boolean found = false;
    boolean first = true;
    while (p < pattern.length() && (first || pattern.charAt(p) != ']')) {
      first = false;
      if (pattern.startsWith("[:", p) && pattern.indexOf(":]", p + 2) > 0) {
        int end = pattern.indexOf(":]", p + 2);
        found |= isInClass(pattern.substring(p + 2, end), c);
        p = end + 2;
        continue;
      }
      if (pattern.charAt(p) == '\\' && p + 1 < pattern.length()) {
        p++;
      }
      char low = pattern.charAt(p++);
      char high = low;
      if (p + 1 < pattern.length() && pattern.charAt(p) == '-' && pattern.charAt(p + 1) != ']') {
        p++;
        if (pattern.charAt(p) == '\\' && p + 1 < pattern.length()) {
          p++;
        }
        high = pattern.charAt(p++);
      }
      found |= low <= c && c <= high;
    }
    if (p >= pattern.length()) {
      return c == '[' ? open + 1 : -1;
    }
    return found != negated ? p + 1 : -1;
  }

  private static boolean isInClass(String name, char c) {
    boolean upper = c >= 'A' && c <= 'Z';
    boolean lower = c >= 'a' && c <= 'z';
    boolean digit = c >= '0' && c <= '9';
    boolean graphic = c > ' ' && c < 0x7f;
    return switch (name) {
      case "alpha" -> upper || lower;
      case "digit" -> digit;
      case "alnum" -> upper || lower || digit;
      case "upper" -> upper;
      case "lower" -> lower;
      case "space" -> c == ' ' || (c >= '\t' && c <= '\r');
      case "blank" -> c == ' ' || c == '\t';
      case "punct" -> graphic && !(upper || lower || digit);
      case "graph" -> graphic;
      case "print" -> graphic || c == ' ';
      case "cntrl" -> c < ' ' || c == 0x7f;
      case "xdigit" -> digit || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
      default -> false;
    };
  }
}
