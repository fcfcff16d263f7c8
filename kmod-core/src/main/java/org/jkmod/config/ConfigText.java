package org.jkmod.config;

/**
 * The text of a file of modprobe.d; a place in it is the start of a line.
 *
 * @param path what origins name
 * @param bytes never changed
 */
@SuppressWarnings("ArrayRecordComponent") // It is compared with no other.
record ConfigText(String path, byte[] bytes) implements RuleSource {
  boolean startsWith(String start) {
    if (bytes.length < start.length()) {
      return false;
    }
    for (int i = 0; i < start.length(); i++) {
      if (bytes[i] != start.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public Rule rule(int place, int line) {
    ConfigLines lines = new ConfigLines(bytes, place);
    Keyword keyword = lines.next() ? Keyword.take(lines.words()) : null;
    Rule rule =
        keyword == null ? null : RuleLine.parse(keyword, lines.words(), new Origin(path, line));
    if (rule == null) {
      throw new AssertionError(path + ":" + line + " has no rule");
    }
    return rule;
  }
}
