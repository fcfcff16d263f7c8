package org.jkmod.resolve;

import java.io.IOException;
import java.util.List;
import org.jkmod.ModuleName;
import org.jkmod.config.Rule;

/** One thing to do on the way to a removed module, or what stands in the way. */
public sealed interface RemoveStep {
  /** The module's name. */
  ModuleName module();

  /** Why it is here. */
  Reason reason();

  /** Remove the module from the kernel. */
  record Remove(ModuleName module, Reason reason) implements RemoveStep {}

  /**
   * The modules that use it are to go first and cannot be listed: it is taken for one that nobody
   * uses.
   */
  record HoldersUnknown(ModuleName module, IOException problem, Reason reason)
      implements RemoveStep {}

  /** Run the configuration's command instead. */
  record RemoveCommand(ModuleName module, Rule.Remove rule, Reason reason) implements RemoveStep {
    /** What the shell gets: there are no parameters to stand for $CMDLINE_OPTS. */
    public String commandLine() {
      return rule.command().replace("$CMDLINE_OPTS", "");
    }
  }

  /**
   * The module cannot go.
   *
   * @param obstacle what stands in the way
   * @param holders the modules that use it, where it was asked for alone; otherwise empty
   */
  record Refused(ModuleName module, Obstacle obstacle, List<ModuleName> holders, Reason reason)
      implements RemoveStep {
    public Refused {
      holders = List.copyOf(holders);
    }
  }

  /** What stands in the way of a removal. */
  enum Obstacle {
    IN_USE,
    BUILTIN,
    NOT_LOADED,
    /** The kernel counts no users: it was built without the removal of modules. */
    NO_UNLOADING
  }
}
