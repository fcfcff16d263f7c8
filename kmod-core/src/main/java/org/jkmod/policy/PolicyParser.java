package org.jkmod.policy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jkmod.bytes.LineScan;

/**
 * The lines of policy.d(5), without making an object for any: lists of thousands of names occur,
 * and few of them are ever asked for.
 *
 * <p>A line is a line: a backslash at its end does not join it to the next, for a comment or a
 * reason that ends in one would silently take the rule after it along.
 */
final class PolicyParser {
  /** Is told what there is, as places in the text; lines count from 1. */
  interface Sink {
    /**
     * The name of one module, without anything that a pattern has.
     *
     * @param end the place after its last character
     * @param hash of the name: {@link PolicyWords#hash}
     */
    void name(PolicyRule.Kind kind, int start, int end, int hash, int line);

    /** A word that is no name: a pattern, if it has no fault. */
    void pattern(PolicyRule.Kind kind, int start, int end, int line);

    void mode(PolicyMode mode);

    void initramfs(boolean wanted);

    /** What is wrong with the word between two places, and so with its line. */
    void bad(PolicyProblem.Fault fault, int start, int end, int line);
  }

  private static final PolicyRule.Kind[] KINDS = PolicyRule.Kind.values();
  private static final byte[][] KEYWORDS = keywords();
  private static final byte[] MODE = bytes("mode");
  private static final byte[] AUDIT = bytes("audit");
  private static final byte[] ENFORCE = bytes("enforce");
  private static final byte[] INITRAMFS = bytes("initramfs");
  private static final byte[] YES = bytes("yes");
  private static final byte[] NO = bytes("no");

  private final byte[] text;
  private final Sink sink;

  /** How far it has been read: at most the end of the line. */
  private int at;

  private int line;

  private int lineStart;

  /**
   * What the last line with a pattern is, and what it has before that, blanks and all: its place
   * and length. Thousands of lines begin alike.
   */
  private PolicyRule.Kind kind = PolicyRule.Kind.FORBID;

  private int prefixStart;
  private int prefix;

  PolicyParser(byte[] text, Sink sink) {
    this.text = text;
    this.sink = sink;
  }

  private static byte[] bytes(String word) {
    return word.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[][] keywords() {
    byte[][] keywords = new byte[KINDS.length][];
    for (int i = 0; i < KINDS.length; i++) {
      keywords[i] = bytes(KINDS[i].keyword());
    }
    return keywords;
  }

  void parse() {
    at = hasByteOrderMark() ? 3 : 0;
    while (at < text.length) {
      line++;
      lineStart = at;
      if (beginsAsBefore()) {
        at += prefix;
        patterns();
      } else if (toWord()) {
        int keyword = at;
        at = PolicyWords.wordEnd(text, keyword);
        line(keyword, at);
      }
      at = LineScan.lineFeed(text, at) + 1;
    }
  }

  /** Whether the line has the same before its first pattern as the last one that had any. */
  private boolean beginsAsBefore() {
    int start = at + prefix;
    return prefix > 0
        && start < text.length
        && PolicyWords.same(text, prefixStart, at, prefix)
        && !PolicyWords.isBlank(text[start])
        && text[start] != '#';
  }

  private boolean hasByteOrderMark() {
    return text.length >= 3
        && text[0] == (byte) 0xef
        && text[1] == (byte) 0xbb
        && text[2] == (byte) 0xbf;
  }

  private void line(int keyword, int end) {
    for (int i = 0; i < KINDS.length; i++) {
      if (is(keyword, end, KEYWORDS[i])) {
        if (hasWord(keyword, end)) {
          kind = KINDS[i];
          prefix = at - lineStart;
          prefixStart = lineStart;
          patterns();
        }
        return;
      }
    }
    if (is(keyword, end, MODE)) {
      if (hasWord(keyword, end)) {
        mode();
      }
    } else if (is(keyword, end, INITRAMFS)) {
      if (hasWord(keyword, end)) {
        initramfs();
      }
    } else {
      sink.bad(PolicyProblem.Fault.UNKNOWN_KEYWORD, keyword, end, line);
    }
  }

  private boolean hasWord(int keyword, int end) {
    boolean has = toWord();
    if (!has) {
      sink.bad(PolicyProblem.Fault.NOTHING_AFTER_KEYWORD, keyword, end, line);
    }
    return has;
  }

  private void patterns() {
    do {
      pattern();
    } while (kind == PolicyRule.Kind.ALLOW_ONLY && toWord());
  }

  private void pattern() {
    int start = at;
    long name = PolicyWords.name(text, start);
    int end = (int) (name >>> 32);
    boolean isName = end == text.length || PolicyWords.isBlank(text[end]);
    at = isName ? end : PolicyWords.wordEnd(text, end);
    if (isName && end - start < PolicyPattern.NAME_LIMIT) {
      sink.name(kind, start, end, (int) name, line);
    } else {
      sink.pattern(kind, start, at, line);
    }
  }

  private void mode() {
    int start = at;
    int end = PolicyWords.wordEnd(text, start);
    at = end;
    boolean isAudit = is(start, end, AUDIT);
    if (!toWord() && (isAudit || is(start, end, ENFORCE))) {
      sink.mode(isAudit ? PolicyMode.AUDIT : PolicyMode.ENFORCE);
    } else {
      sink.bad(PolicyProblem.Fault.NO_MODE, start, end, line);
    }
  }

  private void initramfs() {
    int start = at;
    int end = PolicyWords.wordEnd(text, start);
    at = end;
    boolean isYes = is(start, end, YES);
    if (!toWord() && (isYes || is(start, end, NO))) {
      sink.initramfs(isYes);
    } else {
      sink.bad(PolicyProblem.Fault.NEITHER_YES_NOR_NO, start, end, line);
    }
  }

  private boolean is(int start, int end, byte[] word) {
    return Arrays.equals(text, start, end, word, 0, word.length);
  }

  /** Goes to the line's next word; false when there is none, or a comment. */
  private boolean toWord() {
    while (at < text.length && text[at] != '\n' && PolicyWords.isBlank(text[at])) {
      at++;
    }
    return at < text.length && text[at] != '\n' && text[at] != '#';
  }

  /** A piece of a text, one char a byte. */
  static String piece(byte[] text, int start, int end) {
    return new String(text, start, end - start, StandardCharsets.ISO_8859_1);
  }

  /**
   * What a line gives as its reason: all that follows the pattern, without a {@code #} before it;
   * with allow-only, which takes several patterns, only a comment.
   */
  static String reason(byte[] text, PolicyRule.Kind kind, int patternEnd) {
    int end = LineScan.lineFeed(text, patternEnd);
    int start = patternEnd;
    if (kind == PolicyRule.Kind.ALLOW_ONLY) {
      while (start < end && !(text[start] == '#' && PolicyWords.isBlank(text[start - 1]))) {
        start++;
      }
    }
    String rest = piece(text, start, end).strip();
    return rest.startsWith("#") ? rest.substring(1).strip() : rest;
  }

  /** The number of the line that a place is in; the first is 1. */
  static int lineOf(byte[] text, int place) {
    int line = 1;
    for (int i = 0; i < place; i++) {
      line += text[i] == '\n' ? 1 : 0;
    }
    return line;
  }
}
