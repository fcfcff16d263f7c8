package org.jkmod.resolve;

import org.jkmod.ModuleName;
import org.jspecify.annotations.Nullable;

/**
 * Says which modules may be loaded. The planner asks it for each module in each role, before
 * anything is done; nobody else asks it.
 */
public interface ModulePolicy {
  /** One that has nothing against anything. */
  ModulePolicy NONE =
      new ModulePolicy() {
        @Override
        public @Nullable Objection objection(String asked, ModuleName module, Role role) {
          return null;
        }
      };

  /** What a module is to be loaded as. */
  enum Role {
    /** It was asked for, by its name or an alias. */
    TARGET,
    /** Another module needs its symbols. */
    DEPENDENCY,
    /** A soft dependency names it. */
    SOFT_DEPENDENCY
  }

  /**
   * What it has against a module.
   *
   * @param asked the name or alias that was asked for, of which the module is one, or needed by one
   * @param module what it led to
   * @return null when it has nothing against it
   */
  @Nullable Objection objection(String asked, ModuleName module, Role role);
}
