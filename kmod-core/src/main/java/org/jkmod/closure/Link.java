package org.jkmod.closure;

/**
 * Why a module is in a closure.
 *
 * @param kind what binds it
 * @param from the module that needs it, or the operand that asked for it
 */
public record Link(Kind kind, String from) {
  /** What binds a module to another, or to an operand. */
  public enum Kind {
    /** It was asked for. */
    ASKED_FOR,
    /** Another uses its symbols. */
    NEEDED_BY,
    /** A soft dependency of another. */
    SOFTDEP_OF,
    /** A weak dependency of another. */
    WEAKDEP_OF
  }
}
