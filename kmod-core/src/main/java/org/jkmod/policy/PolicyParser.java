package org.jkmod.policy;

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
    /** A pattern, from its first character to the one after its last. */
    void rule(PolicyRule.Kind kind, int start, int end, int line);

    void mode(PolicyMode mode);

    void initramfs(boolean wanted);

    /** What is wrong with the word between two places, and so with its line. */
    void bad(PolicyProblem.Fault fault, int start, int end, int line);
  }

  private static final PolicyRule.Kind[] KINDS = PolicyRule.Kind.values();
  private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

  private final String text;
  private final Sink sink;
  private int lineEnd;
  private int line;

  PolicyParser(String text, Sink sink) {
    this.text = text;
    this.sink = sink;
  }

  void parse() {
    for (int start = text.startsWith(BYTE_ORDER_MARK) ? 3 : 0;
        start < text.length();
        start = lineEnd + 1) {
      lineEnd = lineEnd(text, start);
      line++;
      int keyword = nextWord(start);
      if (keyword < lineEnd) {
        line(keyword, wordEnd(text, keyword));
      }
    }
  }

  private void line(int keyword, int end) {
    int first = nextWord(end);
    for (PolicyRule.Kind kind : KINDS) {
      if (is(keyword, end, kind.keyword())) {
        if (hasWord(keyword, end, first)) {
          patterns(kind, first);
        }
        return;
      }
    }
    if (is(keyword, end, "mode")) {
      if (hasWord(keyword, end, first)) {
        mode(first, wordEnd(text, first));
      }
    } else if (is(keyword, end, "initramfs")) {
      if (hasWord(keyword, end, first)) {
        initramfs(first, wordEnd(text, first));
      }
    } else {
      sink.bad(PolicyProblem.Fault.UNKNOWN_KEYWORD, keyword, end, line);
    }
  }

  private boolean hasWord(int keyword, int end, int first) {
    if (first == lineEnd) {
      sink.bad(PolicyProblem.Fault.NOTHING_AFTER_KEYWORD, keyword, end, line);
    }
    return first < lineEnd;
  }

  private void patterns(PolicyRule.Kind kind, int first) {
    for (int start = first; start < lineEnd; ) {
      int end = wordEnd(text, start);
      sink.rule(kind, start, end, line);
      if (kind != PolicyRule.Kind.ALLOW_ONLY) {
        return;
      }
      start = nextWord(end);
    }
  }

  private void mode(int start, int end) {
    boolean isAudit = is(start, end, "audit");
    if (nextWord(end) == lineEnd && (isAudit || is(start, end, "enforce"))) {
      sink.mode(isAudit ? PolicyMode.AUDIT : PolicyMode.ENFORCE);
    } else {
      sink.bad(PolicyProblem.Fault.NO_MODE, start, end, line);
    }
  }

  private void initramfs(int start, int end) {
    boolean isYes = is(start, end, "yes");
    if (nextWord(end) == lineEnd && (isYes || is(start, end, "no"))) {
      sink.initramfs(isYes);
    } else {
      sink.bad(PolicyProblem.Fault.NEITHER_YES_NOR_NO, start, end, line);
    }
  }

  private boolean is(int start, int end, String word) {
    return end - start == word.length() && text.startsWith(word, start);
  }

  /** Where the line's next word starts; at its end when there is none, or a comment. */
  private int nextWord(int from) {
    int place = from;
    while (place < lineEnd && isBlank(text.charAt(place))) {
      place++;
    }
    return place < lineEnd && text.charAt(place) == '#' ? lineEnd : place;
  }

  /** The place after a word. */
  static int wordEnd(String text, int start) {
    int end = start;
    while (end < text.length() && !isBlank(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isBlank(char c) {
    return c <= ' ' && (c == ' ' || (c >= '\t' && c <= '\r'));
  }

  /** The end of the line that a place is in. */
  private static int lineEnd(String text, int from) {
    int newline = text.indexOf('\n', from);
    return newline < 0 ? text.length() : newline;
  }

  /**
   * What a line gives as its reason: all that follows the pattern, without a {@code #} before it;
   * with allow-only, which takes several patterns, only a comment.
   */
  static String reason(String text, PolicyRule.Kind kind, int patternEnd) {
    int end = lineEnd(text, patternEnd);
    int start = patternEnd;
    if (kind == PolicyRule.Kind.ALLOW_ONLY) {
      while (start < end && !(text.charAt(start) == '#' && isBlank(text.charAt(start - 1)))) {
        start++;
      }
    }
    String rest = text.substring(start, end).strip();
    return rest.startsWith("#") ? rest.substring(1).strip() : rest;
  }

  /** The number of the line that a place is in; the first is 1. */
  static int lineOf(String text, int place) {
    int line = 1;
    for (int newline = text.indexOf('\n');
        newline >= 0 && newline < place;
        newline = text.indexOf('\n', newline + 1)) {
      line++;
    }
    return line;
  }
}
