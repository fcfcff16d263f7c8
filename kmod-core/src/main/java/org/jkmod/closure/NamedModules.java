package org.jkmod.closure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jkmod.AliasKey;
import org.jkmod.ModuleName;
import org.jkmod.bytes.Glob;
import org.jkmod.config.ModprobeConfig;
import org.jkmod.index.DependencyLine;
import org.jkmod.index.ModuleDirectory;
import org.jkmod.index.ModuleDirectory.Index;
import org.jkmod.resolve.Match;
import org.jkmod.resolve.ModuleLookup;
import org.jspecify.annotations.Nullable;

/** Finds the modules that names, aliases, patterns and paths stand for. Not for several threads. */
public final class NamedModules {
  private final ModuleDirectory directory;
  private final ModuleLookup lookup;

  /** Made when an operand is a pattern or a folder. */
  private @Nullable List<NamedModule> all;

  public NamedModules(ModprobeConfig config, ModuleDirectory directory) {
    this.directory = directory;
    this.lookup = new ModuleLookup(config, directory);
  }

  /**
   * The modules of an operand of a closure: see {@link ClosureRequest#operands}. Empty when nothing
   * knows it.
   *
   * @throws IOException when an index cannot be read or is damaged
   */
  public List<NamedModule> find(String operand) throws IOException {
    if (operand.startsWith("/")) {
      return List.of(new NamedModule(ModuleName.inFile(operand), operand));
    }
    if (operand.indexOf('/') >= 0) {
      return inFolder(operand);
    }
    if (Glob.isPattern(operand)) {
      return named(operand);
    }
    List<NamedModule> found = new ArrayList<>();
    for (Match match : lookup.find(operand)) {
      // One that only a line of the configuration knows cannot be taken along.
      NamedModule module = named(match.module().name());
      if (module != null) {
        found.add(module);
      }
    }
    return found;
  }

  /** The module of that name, never of an alias; null when the kernel's folder does not have it. */
  @Nullable NamedModule named(ModuleName name) throws IOException {
    DependencyLine line = directory.dependencies(name);
    if (line != null) {
      return new NamedModule(name, directory.resolve(line.path()));
    }
    return directory.isBuiltin(name) ? new NamedModule(name, null) : null;
  }

  private List<NamedModule> named(String operand) throws IOException {
    AliasKey pattern = AliasKey.of(operand);
    List<NamedModule> found = new ArrayList<>();
    if (pattern != null) {
      for (NamedModule module : all()) {
        if (Glob.matches(pattern.text(), module.name().text())) {
          found.add(module);
        }
      }
    }
    return found;
  }

  private List<NamedModule> inFolder(String operand) throws IOException {
    String top = directory.path() + "/";
    String folder = operand.endsWith("/") ? operand : operand + "/";
    List<NamedModule> found = new ArrayList<>();
    for (NamedModule module : all()) {
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

  private List<NamedModule> all() throws IOException {
    List<NamedModule> known = all;
    if (known == null) {
      List<NamedModule> modules = new ArrayList<>();
      directory.forEach(
          Index.DEPENDENCIES,
          entry -> {
            DependencyLine line = DependencyLine.parse(entry.value().text());
            if (line != null) {
              modules.add(new NamedModule(entry.module(), directory.resolve(line.path())));
            }
          });
      known = modules;
      all = known;
    }
    return known;
  }
}
