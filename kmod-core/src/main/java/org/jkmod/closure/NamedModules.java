package org.jkmod.closure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jkmod.AliasKey;
import org.jkmod.KernelModule;
import org.jkmod.Kmod;
import org.jkmod.ModuleName;
import org.jkmod.bytes.Glob;
import org.jspecify.annotations.Nullable;

/** Finds the modules that names, aliases, patterns and paths stand for. Not for several threads. */
public final class NamedModules {
  private final Kmod kmod;

  /** Made when an operand is a pattern or a folder. */
  private @Nullable List<KernelModule> all;

  public NamedModules(Kmod kmod) {
    this.kmod = kmod;
  }

  /**
   * The modules of an operand of a closure: see {@link ClosureRequest#operands}. Empty when nothing
   * knows it.
   *
   * @throws IOException when an index cannot be read or is damaged
   */
  public List<KernelModule> find(String operand) throws IOException {
    if (operand.startsWith("/")) {
      KernelModule module = kmod.module(ModuleName.ofPath(operand));
      boolean isIndexed = module != null && operand.equals(module.path());
      return List.of(isIndexed ? module : kmod.file(operand));
    }
    if (operand.indexOf('/') >= 0) {
      return inFolder(operand);
    }
    if (Glob.isPattern(operand)) {
      return named(operand);
    }
    List<KernelModule> found = new ArrayList<>();
    for (KernelModule module : kmod.find(operand)) {
      // One that only a line of the configuration knows cannot be taken along.
      if (module.path() != null || module.isBuiltin()) {
        found.add(module);
      }
    }
    return found;
  }

  private List<KernelModule> named(String operand) throws IOException {
    AliasKey pattern = AliasKey.of(operand);
    List<KernelModule> found = new ArrayList<>();
    if (pattern != null) {
      for (KernelModule module : all()) {
        if (Glob.matches(pattern.text(), module.name())) {
          found.add(module);
        }
      }
    }
    return found;
  }

  private List<KernelModule> inFolder(String operand) throws IOException {
    String top = kmod.directory().path() + "/";
    String folder = operand.endsWith("/") ? operand : operand + "/";
    List<KernelModule> found = new ArrayList<>();
    for (KernelModule module : all()) {
      String path = module.path();
      if (path != null && path.startsWith(top)) {
        String inside = path.substring(top.length());
        if (inside.startsWith(folder)
            || Glob.matches(operand, inside)
            || Glob.matches(folder + "*", inside)) {
          found.add(module);
        }
      }
    }
    return found;
  }

  private List<KernelModule> all() throws IOException {
    List<KernelModule> known = all;
    if (known == null) {
      known = kmod.all();
      all = known;
    }
    return known;
  }
}
