package org.jkmod.live;

import java.io.IOException;
import java.util.List;

/** What the kernel has now. Every call looks anew. */
public interface LiveModules {
  /** A kernel that has no modules. */
  LiveModules NONE =
      new LiveModules() {
        @Override
        public ModuleState state(String module) {
          return ModuleState.ABSENT;
        }

        @Override
        public int referenceCount(String module) {
          return -1;
        }

        @Override
        public List<String> holders(String module) {
          return List.of();
        }

        @Override
        public List<String> listHolders(String module) {
          return List.of();
        }
      };

  /** {@link ModuleState#BUILTIN} is not this interface's to know: it says ABSENT for those. */
  ModuleState state(String module);

  /** How many use the module; negative when the kernel does not say. */
  int referenceCount(String module);

  /** The modules that use the module; empty when there are none or the kernel does not say. */
  List<String> holders(String module);

  /**
   * The modules that use the module, in the order in which the kernel lists them.
   *
   * @throws java.nio.file.NoSuchFileException when the kernel does not say
   */
  List<String> listHolders(String module) throws IOException;
}
