package org.jkmod.policy;

import java.io.IOException;
import org.jkmod.config.Origin;

/** Something in policy.d that is not used, with the place. All the rest counts. */
public sealed interface PolicyProblem {
  /** What can be wrong with a line. */
  enum Fault {
    /** It starts with no keyword. */
    UNKNOWN_KEYWORD,
    /** The keyword needs a word after it. */
    NOTHING_AFTER_KEYWORD,
    /** {@code mode} takes {@code enforce} or {@code audit}. */
    NO_MODE,
    /** {@code initramfs} takes {@code yes} or {@code no}. */
    NEITHER_YES_NOR_NO,
    /** A bracket in the pattern has no end. */
    BRACKET_WITHOUT_END,
    /** A pattern whose last character is a backslash, which does not join lines here. */
    BACKSLASH_AT_END,
    /** A pattern with a character that no name has. */
    CONTROL_CHARACTER,
    /** A pattern longer than any name. */
    TOO_LONG
  }

  /**
   * A line, or one pattern of it.
   *
   * @param word what is wrong with it; shortened when it is long
   */
  record BadLine(Origin origin, Fault fault, String word) implements PolicyProblem {}

  /** A file or folder that others than root, and than who runs this, may write. */
  record OthersMayWrite(String path) implements PolicyProblem {}

  /** A file or folder that cannot be read, or is none. */
  record Unreadable(String path, IOException cause) implements PolicyProblem {}

  /**
   * A file that is too large to be a policy.
   *
   * @param size in bytes
   * @param limit likewise
   */
  record TooLarge(String path, long size, long limit) implements PolicyProblem {}
}
