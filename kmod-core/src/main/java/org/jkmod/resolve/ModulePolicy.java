package org.jkmod.resolve;

import org.jspecify.annotations.Nullable;

/**
 * Says which modules may be loaded. The planner asks it once a plan for each operand and for each
 * module in each role, before anything is done; nobody else asks it.
 */
public interface ModulePolicy {
  /** One that has nothing against anything. */
  ModulePolicy NONE =
      new ModulePolicy() {
        @Override
        public @Nullable Objection toRequest(String nameOrAlias) {
          return null;
        }

        @Override
        public @Nullable Objection toModule(String module, Role role) {
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
   * What it has against an operand, before that is looked up.
   *
   * @param nameOrAlias as it was given; a path for a file
   * @return null when it has nothing against it
   */
  @Nullable Objection toRequest(String nameOrAlias);

  /**
   * What it has against a module.
   *
   * @param module the resolved name, with underscores
   * @return null when it has nothing against it
   */
  @Nullable Objection toModule(String module, Role role);
}
