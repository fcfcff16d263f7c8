package org.jkmod.boot;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The kernel's command line as systemd reads it: words are parted by blanks and have their quotes
 * taken off; in a list a backslash before a comma makes it part of a name.
 */
final class BootParameters {
  private BootParameters() {}

  static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean isOpen = false;
    char quote = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else {
          word.append(c);
        }
      } else if (c == '"' || c == '\'') {
        quote = c;
        isOpen = true;
      } else if (ModuleSetReader.isBlank(c)) {
        if (isOpen) {
          words.add(word.toString());
          word.setLength(0);
          isOpen = false;
        }
      } else {
        word.append(c);
        isOpen = true;
      }
    }
    if (isOpen) {
      words.add(word.toString());
    }
    return words;
  }

  /** The entries of a list that are not empty; null when it ends in a backslash. */
  static @Nullable List<String> entries(String value) {
    List<String> entries = new ArrayList<>();
    StringBuilder entry = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\\') {
        if (i + 1 == value.length()) {
          return null;
        }
        entry.append(value.charAt(++i));
      } else if (c != ',') {
        entry.append(c);
      } else if (!entry.isEmpty()) {
        entries.add(entry.toString());
        entry.setLength(0);
      }
    }
    if (!entry.isEmpty()) {
      entries.add(entry.toString());
    }
    return entries;
  }
}
