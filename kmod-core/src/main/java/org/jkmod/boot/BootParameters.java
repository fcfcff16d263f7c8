package org.jkmod.boot;

import java.util.ArrayList;
import java.util.List;

/**
 * The words of the kernel's command line as systemd reads them: parted by blanks, with quotes and
 * backslashes taken off.
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
      if (c == '\\') {
        isOpen = true;
        if (i + 1 < line.length()) {
          word.append(line.charAt(++i));
        }
      } else if (quote != 0) {
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
}
