package org.jkmod.policy;

import org.jkmod.bytes.Glob;
import org.jkmod.policy.PolicyProblem.Fault;
import org.jspecify.annotations.Nullable;

/**
 * A pattern, made to match names in which {@code -} and {@code _} are alike.
 *
 * @param glob matches names that have {@code _} alone
 * @param shortest the fewest characters that a name needs to match
 * @param letters the {@link #letters} that a name needs to match
 * @param place where it stands in its file
 */
record PolicyPattern(String glob, int shortest, long letters, int place) {
  /** No name that is ever asked for is as long as that. */
  static final int NAME_LIMIT = 4096;

  /** Why a word is no pattern, null when it is one. */
  static @Nullable Fault faultOf(String word) {
    if (word.length() >= NAME_LIMIT) {
      return Fault.TOO_LONG;
    }
    for (int at = 0; at < word.length(); at++) {
      char c = word.charAt(at);
      if (c < ' ' || c == 0x7f) {
        return Fault.CONTROL_CHARACTER;
      }
      if (c == '\\' && ++at == word.length()) {
        return Fault.BACKSLASH_AT_END;
      }
      if (c == '[') {
        at = bracketEnd(word, at) - 1;
        if (at < 0) {
          return Fault.BRACKET_WITHOUT_END;
        }
      }
    }
    return null;
  }

  /** The pattern of a word that has no fault. */
  static PolicyPattern of(String word, int place) {
    StringBuilder glob = new StringBuilder(word.length() + 8);
    int shortest = 0;
    long letters = 0;
    boolean afterStar = false;
    for (int at = 0; at < word.length(); ) {
      char c = word.charAt(at);
      if (c == '*') {
        glob.append(afterStar ? "" : "*");
        afterStar = true;
        at++;
        continue;
      }
      afterStar = false;
      shortest++;
      if (c == '[') {
        int end = bracketEnd(word, at);
        bracket(word.substring(at, end), glob);
        at = end;
      } else if (c == '\\') {
        glob.append('\\').append(alike(word.charAt(at + 1)));
        letters |= letter(alike(word.charAt(at + 1)));
        at += 2;
      } else {
        glob.append(alike(c));
        letters |= c == '?' ? 0 : letter(alike(c));
        at++;
      }
    }
    return new PolicyPattern(glob.toString(), shortest, letters, place);
  }

  private static char alike(char c) {
    return c == '-' ? '_' : c;
  }

  /** The place after the bracket that opens at one; 0 when it has no end. */
  static int bracketEnd(String word, int open) {
    int at = open + 1;
    if (at < word.length() && isNegation(word.charAt(at))) {
      at++;
    }
    for (boolean first = true; at < word.length(); first = false) {
      char c = word.charAt(at);
      if (c == ']' && !first) {
        return at + 1;
      }
      int classEnd = word.startsWith("[:", at) ? word.indexOf(":]", at + 2) : -1;
      at = classEnd > 0 ? classEnd + 2 : at + (c == '\\' ? 2 : 1);
    }
    return 0;
  }

  private static boolean isNegation(char c) {
    return c == '!' || c == '^';
  }

  /** A bracket that has {@code -} gets {@code _} too, before all else in it. */
  private static void bracket(String bracket, StringBuilder glob) {
    boolean negated = isNegation(bracket.charAt(1));
    String inner = bracket.substring(negated ? 2 : 1);
    if (inner.charAt(0) == '-' || inner.charAt(0) == ']' || isNegation(inner.charAt(0))) {
      // It would mean something else in another place than the first.
      inner = "\\" + inner;
    }
    boolean hasDash = Glob.matches("[" + inner, "-");
    glob.append(negated ? "[!" : "[").append(hasDash ? "_" : "").append(inner);
  }

  /** Which characters a name has: a bit each, or of two that share one. */
  static long letters(String name) {
    long letters = 0;
    for (int i = 0; i < name.length(); i++) {
      letters |= letter(name.charAt(i));
    }
    return letters;
  }

  private static long letter(char c) {
    return 1L << (c & 63);
  }

  /**
   * Whether a name with {@code _} alone matches.
   *
   * @param letters of the name; where there are 100,000 patterns, they rule out nearly all
   */
  boolean matches(String name, long letters) {
    return (this.letters & ~letters) == 0 && shortest <= name.length() && Glob.matches(glob, name);
  }
}
