package org.jkmod.live;

import java.util.ArrayList;
import java.util.List;

/**
 * A mark that a module leaves on the kernel: a letter in /sys/module/NAME/taint, whose meanings the
 * kernel's admin-guide/tainted-kernels lists.
 *
 * @param letter as the kernel prints it
 * @param meaning in a few words; empty for a letter that is not known
 */
public record Taint(char letter, String meaning) {
  /** The marks of the letters that the kernel prints together. */
  public static List<Taint> parse(String letters) {
    List<Taint> taints = new ArrayList<>();
    for (int i = 0; i < letters.length(); i++) {
      char letter = letters.charAt(i);
      taints.add(new Taint(letter, meaning(letter)));
    }
    return taints;
  }

  private static String meaning(char letter) {
    return switch (letter) {
      case 'P' -> "proprietary";
      case 'F' -> "loaded by force";
      case 'R' -> "removed by force";
      case 'C' -> "staging";
      case 'O' -> "out of tree";
      case 'E' -> "unsigned";
      case 'K' -> "live patch";
      case 'X' -> "marked by the distribution";
      case 'T' -> "randomized structures";
      case 'N' -> "test";
      default -> "";
    };
  }
}
