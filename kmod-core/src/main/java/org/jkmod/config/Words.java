package org.jkmod.config;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Takes words off a line one after another; blanks are spaces and tabs. */
final class Words {
  private byte[] line = {};
  private int at;
  private int end;
  private int wordStart;
  private int wordEnd;

  /** Goes to the words between two places of a text. */
  void start(byte[] text, int from, int to) {
    line = text;
    at = from;
    end = to;
  }

  /** Whether nothing is left, not even blanks. */
  boolean isEmpty() {
    return at == end;
  }

  /** The next character, a blank or not. */
  char first() {
    return (char) (line[at] & 0xff);
  }

  /** Takes the next word, which {@link #word} is then; false at the end of the line. */
  boolean take() {
    int from = skipBlanks();
    if (from == end) {
      at = end;
      return false;
    }
    int to = from + 1;
    while (to < end && !isBlank(line[to])) {
      to++;
    }
    wordStart = from;
    wordEnd = to;
    at = to < end ? to + 1 : end;
    return true;
  }

  /** The word that was taken last. */
  String word() {
    return text(wordStart, wordEnd);
  }

  /** How many bytes the word has that was taken last. */
  int length() {
    return wordEnd - wordStart;
  }

  /** One of its bytes, 0 to 255; the first has the index 0. */
  int byteAt(int index) {
    return line[wordStart + index] & 0xff;
  }

  /** Takes the next word; null at the end of the line. */
  @Nullable String next() {
    return take() ? word() : null;
  }

  /** Takes the next word if it is this one; otherwise nothing is taken. */
  boolean takes(String word) {
    int from = skipBlanks();
    int after = from + word.length();
    if (after > end || (after < end && !isBlank(line[after]))) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (line[from + i] != word.charAt(i)) {
        return false;
      }
    }
    at = after < end ? after + 1 : end;
    return true;
  }

  /** All that is left after the one blank that ended the last word, null if there is nothing. */
  @Nullable String rest() {
    return at == end ? null : text(at, end);
  }

  private int skipBlanks() {
    int place = at;
    while (place < end && isBlank(line[place])) {
      place++;
    }
    return place;
  }

  private String text(int from, int to) {
    return new String(line, from, to - from, StandardCharsets.ISO_8859_1);
  }

  private static boolean isBlank(byte c) {
    return c == ' ' || c == '\t';
  }
}
