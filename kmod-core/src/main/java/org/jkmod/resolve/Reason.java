package org.jkmod.resolve;

import org.jkmod.config.Rule;

/** Why a step is in a plan. */
public sealed interface Reason {
  /** It was asked for. */
  record Requested() implements Reason {}

  /** Another module needs its symbols. */
  record DependencyOf(String module) implements Reason {}

  /** A soft dependency of another module says so. */
  record SoftDependencyOf(String module, Rule.Softdep rule) implements Reason {}

  /** It held a module that is to go. */
  record HolderOf(String module) implements Reason {}

  /** Nothing uses it any more once that module is gone. */
  record UnusedAfter(String module) implements Reason {}
}
