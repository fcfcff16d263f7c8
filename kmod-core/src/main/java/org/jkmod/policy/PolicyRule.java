package org.jkmod.policy;

import org.jkmod.config.Origin;
import org.jspecify.annotations.Nullable;

/**
 * What a line of policy.d says of one pattern.
 *
 * @param pattern as it was written
 * @param reason what the line gives as one, as it was written; empty when it gives none
 */
public record PolicyRule(Kind kind, String pattern, String reason, Origin origin) {
  /** What a record has by itself takes a hundred times as long in the executable. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PolicyRule rule
        && kind == rule.kind
        && pattern.equals(rule.pattern)
        && reason.equals(rule.reason)
        && origin.equals(rule.origin);
  }

  @Override
  public int hashCode() {
    return 31 * pattern.hashCode() + origin.line();
  }

  /** The keywords that take a pattern. */
  public enum Kind {
    /** Never loaded, by whatever way. */
    FORBID("forbid"),
    /** The name that was asked for, before it is resolved. */
    FORBID_REQUEST("forbid-request"),
    /** Where there is one such line, only what one of them matches, and what that needs. */
    ALLOW_ONLY("allow-only"),
    /** Exempt from all others. */
    PERMIT("permit");

    private final String keyword;

    Kind(String keyword) {
      this.keyword = keyword;
    }

    /** As it stands in the file. */
    public String keyword() {
      return keyword;
    }
  }
}
