package org.jkmod.config;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The kernel command line: what stands before a word of its own does not change what that says. */
public final class CommandLineTarget {
  private CommandLineTarget() {}

  public static void fuzzerTestOneInput(byte[] data) {
    String text = new String(data, StandardCharsets.ISO_8859_1);
    int alone = rules(text);
    int more = rules(text + " sentinel.option=1");
    if (text.indexOf('"') < 0 && more != alone + 1) {
      throw new IllegalStateException("an option after it: " + more + " rules, not one more");
    }
  }

  private static int rules(String line) {
    List<Rule> rules = new ArrayList<>();
    new KernelCommandLine(rules, new ArrayList<>()).parse(line);
    return rules.size();
  }
}
