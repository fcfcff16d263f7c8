package org.jkmod;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jkmod.index.DependencyLine;
import org.jkmod.live.ModuleState;
import org.jkmod.modinfo.ModuleInfo;
import org.jkmod.resolve.ModuleRef;
import org.jspecify.annotations.Nullable;

/** A module of a {@link Kmod}: what its file says, and what the kernel has of it now. */
public final class KernelModule {
  private final Kmod kmod;
  private final ModuleRef ref;
  private final @Nullable DependencyLine line;

  /**
   * @param line what modules.dep says of it; null when it does not have it
   */
  KernelModule(Kmod kmod, ModuleRef ref, @Nullable DependencyLine line) {
    this.kmod = kmod;
    this.ref = ref;
    this.line = line;
  }

  /** With underscores, as the kernel has it. */
  public ModuleName name() {
    return ref.name();
  }

  /** The alias by which it was found, as it stands in the configuration or the index; or null. */
  public @Nullable String alias() {
    return ref.alias();
  }

  /** What the planners take. */
  public ModuleRef ref() {
    return ref;
  }

  /** Its file, absolute; null when there is none, as for one that is part of the kernel. */
  public @Nullable String path() {
    if (ref.path() != null) {
      return ref.path();
    }
    return line == null ? null : kmod.directory().resolve(line.path());
  }

  /** Whether it is part of the kernel image. A module may be that and have a file all the same. */
  public boolean isBuiltin() throws IOException {
    return kmod.directory().isBuiltin(ref.name());
  }

  /** The files of the modules that it needs, absolute, as modules.dep has them. */
  public List<String> dependencies() {
    List<String> paths = new ArrayList<>();
    if (line != null) {
      for (ModulePath path : line.dependencies()) {
        paths.add(kmod.directory().resolve(path));
      }
    }
    return paths;
  }

  /** The names of the modules that it needs, in the order of {@link #dependencies}. */
  public List<ModuleName> dependencyNames() {
    List<ModuleName> names = new ArrayList<>();
    if (line != null) {
      for (ModulePath path : line.dependencies()) {
        names.add(path.module());
      }
    }
    return names;
  }

  /**
   * Opens its file; the caller closes it.
   *
   * @throws IllegalStateException when it has none: see {@link #path}
   * @throws IOException when it cannot be read
   */
  public ModuleFile open() throws IOException {
    String path = path();
    if (path == null) {
      throw new IllegalStateException(name() + " has no file");
    }
    return ModuleFile.open(kmod.root(), path, kmod.decompressor());
  }

  /**
   * What it says of itself: from its file, or for one without from modules.builtin.modinfo; without
   * fields when nothing is known.
   */
  public ModuleInfo info() throws IOException {
    if (path() == null) {
      return kmod.builtinInfo(name());
    }
    try (ModuleFile file = open()) {
      return file.info();
    }
  }

  /** Where it is in its life now. */
  public ModuleState state() throws IOException {
    ModuleState state = kmod.live().state(ref.name());
    return state == ModuleState.ABSENT && isBuiltin() ? ModuleState.BUILTIN : state;
  }

  @Override
  public String toString() {
    return name() + (path() == null ? "" : " (" + path() + ")");
  }
}
