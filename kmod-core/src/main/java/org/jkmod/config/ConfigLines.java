package org.jkmod.config;

import java.util.Arrays;
import org.jkmod.bytes.LineScan;

/**
 * The logical lines of a configuration file, one after another. A backslash before a line's end
 * joins it to the next, in comments too; any other backslash is dropped and what follows it is
 * kept. Empty lines and comments are left out.
 *
 * <p>No object is made for a line: configurations of 100,000 lines occur, and a query needs few of
 * them.
 */
final class ConfigLines {
  private final byte[] text;
  private final Words words = new Words();
  private byte[] joined = {};
  private int start;
  private int at;
  private int number;

  /** All lines. */
  ConfigLines(byte[] text) {
    this(text, 0);
  }

  /**
   * The lines from one on.
   *
   * @param start a {@link #start} of these lines
   */
  ConfigLines(byte[] text, int start) {
    this.text = text;
    this.at = start;
  }

  /** Goes to the next line, the first to begin with; false at the end. */
  boolean next() {
    while (at < text.length) {
      start = at;
      line();
      number++;
      if (!words.isEmpty() && words.first() != '#') {
        return true;
      }
    }
    return false;
  }

  /** What is left of the words of the line; another line's after {@link #next}. */
  Words words() {
    return words;
  }

  /** Where the line starts in the text. */
  int start() {
    return start;
  }

  /** The number of the physical line where the line ends; that of the first one is 1. */
  int number() {
    return number;
  }

  private void line() {
    int end = LineScan.special(text, start);
    // A NUL ends the line for every tool that was written in C.
    int nul = -1;
    while (end < text.length && text[end] != '\n') {
      if (text[end] == '\\') {
        join();
        return;
      }
      nul = nul < 0 ? end : nul;
      end = LineScan.special(text, end + 1);
    }
    at = end + 1;
    words.start(text, start, nul < 0 ? end : nul);
  }

  private void join() {
    int length = 0;
    int nul = -1;
    while (at < text.length) {
      byte c = text[at++];
      if (c == '\n') {
        break;
      }
      if (c == '\\') {
        if (at == text.length) {
          break;
        }
        c = text[at++];
        if (c == '\n') {
          number++;
          continue;
        }
      }
      if (c == 0 && nul < 0) {
        nul = length;
      }
      if (length == joined.length) {
        joined = Arrays.copyOf(joined, Math.max(64, 2 * length));
      }
      joined[length++] = c;
    }
    words.start(joined, 0, nul < 0 ? length : nul);
  }
}
