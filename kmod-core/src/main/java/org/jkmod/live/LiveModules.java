package org.jkmod.live;

import java.io.IOException;
import java.util.List;
import org.jkmod.ModuleName;

/** What the kernel has now. Every call looks anew. */
public interface LiveModules {
  /** A kernel that has no modules. */
  LiveModules NONE =
      new LiveModules() {
        @Override
        public ModuleState state(ModuleName module) {
          return ModuleState.ABSENT;
        }

        @Override
        public int referenceCount(ModuleName module) {
          return -1;
        }

        @Override
        public List<ModuleName> holders(ModuleName module) {
          return List.of();
        }

        @Override
        public List<ModuleName> listHolders(ModuleName module) {
          return List.of();
        }
      };

  /** {@link ModuleState#BUILTIN} is not this interface's to know: it says ABSENT for those. */
  ModuleState state(ModuleName module);

  /** How many use the module; negative when the kernel does not say. */
  int referenceCount(ModuleName module);

  /** The modules that use the module; empty when there are none or the kernel does not say. */
  List<ModuleName> holders(ModuleName module);

  /**
   * The modules that use the module, in the order in which the kernel lists them.
   *
   * @throws java.nio.file.NoSuchFileException when the kernel does not say
   */
  List<ModuleName> listHolders(ModuleName module) throws IOException;
}
