package org.jkmod.check;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jkmod.AliasKey;
import org.jkmod.KernelModule;
import org.jkmod.Kmod;
import org.jkmod.ModuleName;
import org.jkmod.index.IndexValue;
import org.jkmod.index.ModuleDirectory.Index;
import org.jspecify.annotations.Nullable;

/** What the installed kernels have, taken together: a line may be for any of them. */
final class Kernels {
  private final List<Kmod> kernels;

  /**
   * @param kernels with sound indexes, without configuration
   */
  Kernels(List<Kmod> kernels) {
    this.kernels = List.copyOf(kernels);
  }

  /** The module that a line names: a dot is part of the name there, as kmod has it. */
  static ModuleName named(String text) {
    AliasKey key = AliasKey.of(text);
    return key == null ? ModuleName.of(text) : ModuleName.of(key);
  }

  List<Kmod> all() {
    return kernels;
  }

  /** Whether nothing can be said of names, as where an image is built. */
  boolean isEmpty() {
    return kernels.isEmpty();
  }

  /** The module with a file in one of the kernels; null when none has one. */
  @Nullable KernelModule withFile(ModuleName name) throws IOException {
    for (Kmod kernel : kernels) {
      KernelModule module = kernel.module(name);
      if (module != null && module.path() != null) {
        return module;
      }
    }
    return null;
  }

  /** Whether a kernel has it built in. */
  boolean isBuiltin(ModuleName name) throws IOException {
    for (Kmod kernel : kernels) {
      if (kernel.directory().isBuiltin(name)) {
        return true;
      }
    }
    return false;
  }

  /** Whether it is built in and no kernel has a file of it. */
  boolean isOnlyBuiltin(ModuleName name) throws IOException {
    return withFile(name) == null && isBuiltin(name);
  }

  /** Whether some kernel has the module, with a file or built in. */
  boolean has(ModuleName name) throws IOException {
    return withFile(name) != null || isBuiltin(name);
  }

  /** The modules that have an alias of their own that matches. */
  Set<ModuleName> aliased(String alias) throws IOException {
    Set<ModuleName> modules = new TreeSet<>();
    AliasKey key = AliasKey.of(alias);
    if (key != null) {
      for (Kmod kernel : kernels) {
        for (Index index : new Index[] {Index.ALIASES, Index.BUILTIN_ALIASES, Index.SYMBOLS}) {
          for (IndexValue value : kernel.directory().match(index, key)) {
            modules.add(value.module());
          }
        }
      }
    }
    return modules;
  }

  /** The names of all modules. */
  Set<ModuleName> names() throws IOException {
    Set<ModuleName> names = new TreeSet<>();
    for (Kmod kernel : kernels) {
      kernel.directory().forEach(Index.DEPENDENCIES, entry -> names.add(entry.module()));
      kernel.directory().forEach(Index.BUILTINS, entry -> names.add(entry.module()));
    }
    return names;
  }

  /** The modules that need one, itself not among them; sorted. */
  List<ModuleName> usersOf(ModuleName name) throws IOException {
    Set<ModuleName> users = new TreeSet<>();
    for (Kmod kernel : kernels) {
      for (KernelModule module : kernel.all()) {
        if (module.dependencyNames().contains(name)) {
          users.add(module.name());
        }
      }
    }
    return new ArrayList<>(users);
  }
}
