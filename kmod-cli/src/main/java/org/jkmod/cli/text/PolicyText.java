package org.jkmod.cli.text;

import org.jkmod.policy.PolicyProblem;
import org.jkmod.policy.PolicyProblem.Fault;
import org.jkmod.policy.PolicyReview;
import org.jkmod.policy.PolicyRule;
import org.jkmod.policy.PolicyVerdict;
import org.jkmod.resolve.Objection;
import org.jspecify.annotations.Nullable;

/** The policy in words. */
public final class PolicyText {
  private PolicyText() {}

  /** What is wrong with a file of policy.d, or with a line of one. */
  public static String of(PolicyProblem problem) {
    String text =
        switch (problem) {
          case PolicyProblem.BadLine(var origin, var fault, var word) ->
              origin + ": '" + word + "': " + of(fault);
          case PolicyProblem.OthersMayWrite(var path) ->
              path + ": ignored: users other than root can write to it";
          case PolicyProblem.Unreadable(var path, var cause) ->
              path + ": ignored: " + ErrnoText.of(cause);
          case PolicyProblem.TooLarge(var path, var size, var limit) ->
              path + ": ignored: it has " + size + " bytes, more than " + limit;
        };
    return TextTable.printable(text, false);
  }

  /** The same for the name of a fault, as a finding of kmod check has it. */
  static String of(String fault) {
    return of(Fault.valueOf(fault));
  }

  private static String of(Fault fault) {
    return switch (fault) {
      case UNKNOWN_KEYWORD -> "unknown keyword; the line is ignored";
      case NOTHING_AFTER_KEYWORD -> "nothing follows it; the line is ignored";
      case NO_MODE -> "the mode must be enforce or audit; the line is ignored";
      case NEITHER_YES_NOR_NO -> "it must be yes or no; the line is ignored";
      case BRACKET_WITHOUT_END -> "unclosed bracket; the pattern is ignored";
      case BACKSLASH_AT_END ->
          "a backslash at the end does not continue the line; the pattern is ignored";
      case CONTROL_CHARACTER -> "control character; the pattern is ignored";
      case TOO_LONG -> "longer than any module name; the pattern is ignored";
    };
  }

  /** What the policy says against a module, as a sentence without its end. */
  public static String of(Objection objection) {
    return TextTable.printable(
        "Module " + objection.subject() + " is forbidden by " + because(objection), false);
  }

  /** The rule and its reason. */
  static String because(Objection objection) {
    String reason = objection.reason();
    return objection.origin() + (reason.isEmpty() ? "" : ": " + reason);
  }

  /** A word for a verdict: empty when nothing speaks of the module. */
  public static String word(PolicyVerdict verdict) {
    return switch (verdict) {
      case PolicyVerdict.Allowed(var rule) when rule == null -> "";
      case PolicyVerdict.Allowed ignored -> "permitted";
      case PolicyVerdict.Forbidden forbidden -> forbidden.blocks() ? "forbidden" : "audit";
    };
  }

  /** The same with the rule; null when nothing speaks of the module. */
  public static @Nullable String withRule(PolicyVerdict verdict) {
    PolicyRule rule = rule(verdict);
    return rule == null ? null : word(verdict) + " " + rule.origin();
  }

  /** The rule of a verdict, null when none speaks of the module. */
  public static @Nullable PolicyRule rule(PolicyVerdict verdict) {
    return switch (verdict) {
      case PolicyVerdict.Allowed(var rule) -> rule;
      case PolicyVerdict.Forbidden(var rule, var ignored) -> rule;
    };
  }

  /** What the review found of one rule. */
  public static String of(PolicyReview.Finding finding) {
    PolicyRule rule = finding.rule();
    String start = rule.origin() + ": " + rule.kind().keyword() + " " + rule.pattern() + ": ";
    String text =
        switch (finding) {
          case PolicyReview.NoSuchModule(var ignored, var looksLikeRequest) ->
              "no installed kernel has such a module"
                  + (looksLikeRequest
                      ? "; to forbid an alias that programs ask for, use forbid-request"
                      : "");
          case PolicyReview.NeverCounts(var ignored, var other) ->
              "has no effect: "
                  + other.origin()
                  + " has '"
                  + other.kind().keyword()
                  + " "
                  + other.pattern()
                  + "'";
          case PolicyReview.PermitsNothing ignored ->
              "has no effect: nothing forbids what it permits";
        };
    return TextTable.printable(start + text, false);
  }
}
