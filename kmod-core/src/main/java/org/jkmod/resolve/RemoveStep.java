package org.jkmod.resolve;

import org.jkmod.config.Rule;

/** One thing to do on the way to a removed module, or what stands in the way. */
public sealed interface RemoveStep {
  /** The module's name. */
  String module();

  /** Why it is here. */
  Reason reason();

  /** Remove the module from the kernel. */
  record Remove(String module, Reason reason) implements RemoveStep {}

  /** Run the configuration's command instead. */
  record RemoveCommand(String module, Rule.Remove rule, Reason reason) implements RemoveStep {}

  /**
   * The module cannot go.
   *
   * @param obstacle what stands in the way
   */
  record Refused(String module, Obstacle obstacle, Reason reason) implements RemoveStep {}

  /** What stands in the way of a removal. */
  enum Obstacle {
    IN_USE,
    BUILTIN,
    NOT_LOADED
  }
}
