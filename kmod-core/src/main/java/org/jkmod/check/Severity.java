package org.jkmod.check;

/** How bad a fault is. */
public enum Severity {
  /** Something does not work as it is written. */
  ERROR,
  /** It works, and most likely not as it was meant. */
  WARNING,
  /** It may well be meant. */
  NOTE
}
