package org.jkmod.resolve;

import org.jkmod.ModuleName;
import org.jkmod.config.Rule;
import org.jkmod.index.ModuleDirectory.Index;
import org.jspecify.annotations.Nullable;

/**
 * A module that a name or an alias stands for, and what says so.
 *
 * @param rule the configuration's alias line; null when it is none
 * @param index the index that has the alias; null when none does, as for a name
 */
public record Match(ModuleRef module, Rule.@Nullable Alias rule, @Nullable Index index) {
  /** A module that is asked for by its own name. */
  static Match named(ModuleName name) {
    return new Match(ModuleRef.named(name), null, null);
  }
}
