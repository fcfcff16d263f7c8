package org.jkmod.live;

import java.util.List;

/** What the kernel has now. Every call looks anew. */
public interface LiveModules {
  /** {@link ModuleState#BUILTIN} is not this interface's to know: it says ABSENT for those. */
  ModuleState state(String module);

  /** How many use the module; negative when the kernel does not say. */
  int referenceCount(String module);

  /** The modules that use the module; empty when there are none or the kernel does not say. */
  List<String> holders(String module);
}
