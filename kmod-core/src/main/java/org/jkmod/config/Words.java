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
  private int plainHash;

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
    int last = end;
    byte[] text = line;
    int from = at;
    while (from < last && isBlank(text[from])) {
      from++;
    }
    int to = from;
    while (to < last && !isBlank(text[to])) {
      to++;
    }
    wordStart = from;
    wordEnd = to;
    at = to < last ? to + 1 : last;
    return to > from;
  }

  /** The word that was taken last. */
  String word() {
    return text(wordStart, wordEnd);
  }

  /** Whether the word that was taken last has nothing that is special in a pattern. */
  boolean isPlain() {
    byte[] text = line;
    int hash = 0;
    for (int i = wordStart; i < wordEnd; i++) {
      int c = text[i] & 0xff;
      if (c <= ']' && (c == '*' || c == '?' || c == '[' || c == ']' || c == '\\')) {
        return false;
      }
      hash = 31 * hash + (c == '-' ? '_' : c);
    }
    plainHash = hash;
    return true;
  }

  /** What {@link String#hashCode} is of the {@link org.jkmod.AliasKey} of the last plain word. */
  int plainHash() {
    return plainHash;
  }

  /** Takes the next word; null at the end of the line. */
  @Nullable String next() {
    return take() ? word() : null;
  }

  /** Whether the word that was taken last is this one. */
  boolean isWord(byte[] word) {
    int from = wordStart;
    if (word.length != wordEnd - from) {
      return false;
    }
    byte[] text = line;
    for (int i = 0; i < word.length; i++) {
      if (text[from + i] != word[i]) {
        return false;
      }
    }
    return true;
  }

  /** All that is left after the one blank that ended the last word, null if there is nothing. */
  @Nullable String rest() {
    return at == end ? null : text(at, end);
  }

  private String text(int from, int to) {
    return new String(line, from, to - from, StandardCharsets.ISO_8859_1);
  }

  private static boolean isBlank(byte c) {
    return c == ' ' || c == '\t';
  }
}
