package org.jkmod.config;

import java.util.List;
import org.jkmod.AliasKey;

/**
 * The kernel command line as far as it speaks of modules: {@code module.parameter=value} and {@code
 * modprobe.blacklist=module,…}.
 *
 * <p>A value may be quoted, {@code m.p="a b"}, and so may a whole word, as GRUB writes it: {@code
 * "m.p=a b"} means the same.
 */
final class KernelCommandLine {
  private static final Origin ORIGIN = new Origin("/proc/cmdline", 0);

  private final List<Rule> rules;
  private final List<ConfigProblem> problems;

  KernelCommandLine(List<Rule> rules, List<ConfigProblem> problems) {
    this.rules = rules;
    this.problems = problems;
  }

  void parse(String line) {
    int start = 0;
    boolean quoted = false;
    for (int i = 0; i <= line.length(); i++) {
      char c = i < line.length() ? line.charAt(i) : ' ';
      if (c == '"') {
        quoted = !quoted;
      }
      if (isBlank(c) && (!quoted || i == line.length())) {
        if (i > start && !quoted) {
          word(line.substring(start, i));
        }
        start = i + 1;
      }
    }
  }

  private static boolean isBlank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  /** Quotes and blanks belong to values only. */
  private static boolean isQuotedOrParted(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) == '"' || isBlank(name.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private void word(String text) {
    String word = text;
    boolean wholeQuoted = word.startsWith("\"");
    if (wholeQuoted) {
      word = word.substring(1);
    }
    int dot = word.indexOf('.');
    int equals = word.indexOf('=');
    if (dot < 0 || (equals >= 0 && equals < dot)) {
      return;
    }
    String parameter = word.substring(dot + 1);
    int value = parameter.indexOf('=') + 1;
    if (wholeQuoted) {
      int close = parameter.indexOf('"');
      if (value == 0 || close < value) {
        return;
      }
      parameter = parameter.substring(0, value) + '"' + parameter.substring(value);
    }
    String name = value == 0 ? parameter : parameter.substring(0, value);
    String module = word.substring(0, dot);
    if (name.indexOf('.') >= 0 || isQuotedOrParted(name) || isQuotedOrParted(module)) {
      return;
    }
    if (module.equals("modprobe") && parameter.startsWith("blacklist=")) {
      for (String entry : parameter.substring(value).split(",", -1)) {
        rules.add(new Rule.Blacklist(entry, ORIGIN));
      }
      return;
    }
    AliasKey normalized = AliasKey.of(module);
    if (normalized == null) {
      problems.add(new ConfigProblem.BadCommandLineName(AliasKey.upToTheFault(module)));
    } else {
      rules.add(new Rule.Options(normalized.text(), parameter.replace('\t', ' '), ORIGIN));
    }
  }
}
