package org.jkmod.closure;

import org.jkmod.ModuleName;
import org.jspecify.annotations.Nullable;

/**
 * Why a module is in a closure.
 *
 * @param kind what binds it
 * @param module the module that needs it; null when an operand asked for it
 * @param from the text of that module or operand
 */
public record Link(Kind kind, @Nullable ModuleName module, String from) {
  static Link of(Kind kind, ModuleName module) {
    return new Link(kind, module, module.text());
  }

  static Link toOperand(String operand) {
    return new Link(Kind.ASKED_FOR, null, operand);
  }

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
