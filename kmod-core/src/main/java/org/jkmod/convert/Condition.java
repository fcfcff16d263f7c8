package org.jkmod.convert;

import java.util.List;

/**
 * The expression of an {@code if}: {@code [!] [-n] VALUE OPERATOR VALUE}, {@code -f FILE} or {@code
 * -k}. What depends on the system is not known here, and modprobe.d has no conditions.
 */
enum Condition {
  TRUE,
  FALSE,
  UNKNOWN;

  /** What an expression comes to. */
  static Condition of(Variables.Expanded expression) {
    if (expression.obstacle() != null) {
      return UNKNOWN;
    }
    List<String> words = Shell.words(expression.text());
    boolean isNegated = !words.isEmpty() && words.get(0).equals("!");
    Condition value = compare(isNegated ? words.subList(1, words.size()) : words);
    return isNegated ? value.negated() : value;
  }

  Condition negated() {
    return switch (this) {
      case TRUE -> FALSE;
      case FALSE -> TRUE;
      case UNKNOWN -> UNKNOWN;
    };
  }

  private static Condition compare(List<String> words) {
    boolean isNumeric = words.size() == 4 && words.get(0).equals("-n");
    List<String> operands = isNumeric ? words.subList(1, 4) : words;
    if (operands.size() != 3) {
      return UNKNOWN;
    }
    String left = Shell.unquoted(operands.get(0));
    String right = Shell.unquoted(operands.get(2));
    int order;
    try {
      order =
          isNumeric
              ? Long.compare(Long.parseLong(left), Long.parseLong(right))
              : left.compareTo(right);
    } catch (NumberFormatException e) {
      return UNKNOWN;
    }
    return switch (operands.get(1)) {
      case "==" -> of(order == 0);
      case "!=" -> of(order != 0);
      case "<" -> of(order < 0);
      case "<=" -> of(order <= 0);
      case ">" -> of(order > 0);
      case ">=" -> of(order >= 0);
      default -> UNKNOWN;
    };
  }

  private static Condition of(boolean value) {
    return value ? TRUE : FALSE;
  }
}
