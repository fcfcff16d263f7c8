package org.jkmod.policy;

import org.jspecify.annotations.Nullable;

/** What a policy says of one module. */
public sealed interface PolicyVerdict {
  /**
   * It may be loaded.
   *
   * @param rule the {@code permit} or {@code allow-only} rule that says so; null when none speaks
   *     of it
   */
  record Allowed(@Nullable PolicyRule rule) implements PolicyVerdict {}

  /**
   * It may not be loaded.
   *
   * @param rule what forbids it; for a module that no {@code allow-only} rule matches, the first of
   *     these
   * @param mode in audit it is loaded all the same
   */
  record Forbidden(PolicyRule rule, PolicyMode mode) implements PolicyVerdict {
    /** Whether loading must be refused. */
    public boolean blocks() {
      return mode == PolicyMode.ENFORCE;
    }
  }
}
