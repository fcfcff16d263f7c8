package org.jkmod.resolve;

import org.jkmod.ModuleName;
import org.jkmod.config.Rule;

/** Why a step is in a plan. */
public sealed interface Reason {
  /** It was asked for. */
  record Requested() implements Reason {}

  /** Another module needs its symbols. */
  record DependencyOf(ModuleName module) implements Reason {}

  /** A soft dependency of another module says so. */
  record SoftDependencyOf(ModuleName module, Rule.Softdep rule) implements Reason {}

  /** It held a module that is to go. */
  record HolderOf(ModuleName module) implements Reason {}

  /** Nothing uses it any more once that module is gone. */
  record UnusedAfter(ModuleName module) implements Reason {}
}
