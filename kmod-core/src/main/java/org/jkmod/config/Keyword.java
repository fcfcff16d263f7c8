package org.jkmod.config;

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

  private final String word = name().toLowerCase(Locale.ROOT);

  /** As it stands in the file. */
  String word() {
    return word;
  }

  /** Whether it has no effect any more. */
  boolean isObsolete() {
    return this == INCLUDE || this == CONFIG;
  }

  /** The keyword that the line starts with, which is taken; null when it starts with none. */
  static @Nullable Keyword take(Words words) {
    for (Keyword keyword : ALL) {
      if (words.takes(keyword.word)) {
        return keyword;
      }
    }
    return null;
  }
}
