package org.jkmod.cli.text;

import java.util.List;
import java.util.Locale;
import org.jkmod.check.Fault;
import org.jkmod.check.Finding;

/** Faults in words: what is wrong, and what to do. */
public final class CheckText {
  private CheckText() {}

  /** What is wrong. */
  public static String what(Finding finding) {
    return FaultWords.of(finding.fault()).what().formatted(facts(finding));
  }

  /** What to do. */
  public static String wayOut(Finding finding) {
    return FaultWords.of(finding.fault()).wayOut().formatted(facts(finding));
  }

  /** {@code error}, {@code warning} or {@code note}. */
  public static String severity(Finding finding) {
    return finding.fault().severity().name().toLowerCase(Locale.ROOT);
  }

  /** Two lines for people. */
  public static String lines(Finding finding) {
    String text =
        severity(finding)
            + ": "
            + finding.origin()
            + ": "
            + what(finding)
            + " ["
            + finding.fault().id()
            + "]";
    return TextTable.printable(text, false)
        + "\n  "
        + TextTable.printable(wayOut(finding), false)
        + "\n";
  }

  private static Object[] facts(Finding finding) {
    List<String> facts = finding.facts();
    if (finding.fault() == Fault.CONTROL_CHARACTER) {
      return new Object[] {"\\x%02x".formatted(Integer.parseInt(facts.getFirst()))};
    }
    if (finding.fault() == Fault.OPTIONS_UNKNOWN_PARAMETER) {
      String alike = facts.get(2);
      String question = alike.isEmpty() ? "" : "Did you mean '" + alike + "'? ";
      return new Object[] {facts.get(0), facts.get(1), question};
    }
    if (finding.fault() == Fault.POLICY_BAD_LINE) {
      return new Object[] {facts.get(0), PolicyText.of(facts.get(1))};
    }
    return facts.toArray();
  }
}
