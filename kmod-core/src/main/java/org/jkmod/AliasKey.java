package org.jkmod;

import org.jspecify.annotations.Nullable;

/**
 * An alias in the form in which configuration and indexes have it: {@code -} is {@code _}, except
 * between brackets. {@link #of} alone makes one, so what has not been through it cannot be looked
 * up.
 */
public final class AliasKey {
  private final String text;

  private AliasKey(String text) {
    this.text = text;
  }

  /** The key of an alias or a name; null when a bracket has no partner. */
  public static @Nullable AliasKey of(String alias) {
    if (alias.indexOf('[') < 0 && alias.indexOf(']') < 0) {
      return new AliasKey(alias.replace('-', '_'));
    }
    char[] chars = alias.toCharArray();
    for (int i = 0; i < chars.length; i++) {
      switch (chars[i]) {
        case '-' -> chars[i] = '_';
        case ']' -> {
          return null;
        }
        case '[' -> {
          int close = alias.indexOf(']', i);
          if (close < 0) {
            return null;
          }
          i = close;
        }
        default -> {}
      }
    }
    return new AliasKey(new String(chars));
  }

  /**
   * A text that is no alias as kmod shows it: in the form of a key up to the bracket without a
   * partner.
   */
  public static String upToTheFault(String alias) {
    StringBuilder shown = new StringBuilder(alias);
    for (int i = 0; i < alias.length() && alias.charAt(i) != ']'; i++) {
      if (alias.charAt(i) == '[') {
        int close = alias.indexOf(']', i);
        if (close < 0) {
          break;
        }
        i = close;
      } else if (alias.charAt(i) == '-') {
        shown.setCharAt(i, '_');
      }
    }
    return shown.toString();
  }

  /** Whether the text can be an alias: each bracket has its partner. */
  public static boolean isValid(String alias) {
    return of(alias) != null;
  }

  /** The alias as it is compared. */
  public String text() {
    return text;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AliasKey that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** {@link #text}. */
  @Override
  public String toString() {
    return text;
  }
}
