package org.jkmod.config;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The keywords of modprobe.d(5). */
enum Keyword {
  ALIAS,
  BLACKLIST,
  OPTIONS,
  INSTALL,
  REMOVE,
  SOFTDEP,
  WEAKDEP,
  /** Of old, without effect. */
  INCLUDE,
  /** Likewise. */
  CONFIG;

  private static final Keyword[] ALL = values();

  /** The words of {@link #ALL} as they stand in a text. */
  private static final byte[][] BYTES = bytes();

  private final String word = name().toLowerCase(Locale.ROOT);

  private static byte[][] bytes() {
    byte[][] bytes = new byte[ALL.length][];
    for (int i = 0; i < ALL.length; i++) {
      bytes[i] = ALL[i].word.getBytes(StandardCharsets.US_ASCII);
    }
    return bytes;
  }

  /** As it stands in the file. */
  String word() {
    return word;
  }

  /** Whether it has no effect any more. */
  boolean isObsolete() {
    return this == INCLUDE || this == CONFIG;
  }

  /** Takes the word that a line starts with; null when it is no keyword. */
  static @Nullable Keyword take(Words words) {
    if (words.take()) {
      for (int i = 0; i < ALL.length; i++) {
        if (words.isWord(BYTES[i])) {
          return ALL[i];
        }
      }
    }
    return null;
  }
}
