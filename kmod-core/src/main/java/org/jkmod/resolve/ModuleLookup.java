package org.jkmod.resolve;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jkmod.AliasKey;
import org.jkmod.ModuleName;
import org.jkmod.config.ModprobeConfig;
import org.jkmod.config.Rule;
import org.jkmod.index.IndexValue;
import org.jkmod.index.ModuleDirectory;
import org.jkmod.index.ModuleDirectory.Index;

/**
 * From a name or an alias to modules. The first of these that knows it decides: the configuration's
 * aliases, modules.dep, the symbols, the install and remove commands, the modules' own aliases, the
 * built-in modules and their aliases.
 */
public final class ModuleLookup {
  private static final String SYMBOL_PREFIX = "symbol:";

  /** Names of this length and more are none (PATH_MAX). */
  private static final int LONGEST = 4096;

  private final ModprobeConfig config;
  private final ModuleDirectory modules;

  public ModuleLookup(ModprobeConfig config, ModuleDirectory modules) {
    this.config = config;
    this.modules = modules;
  }

  /** The modules of that name or alias; empty when nothing knows it. */
  public List<Match> find(String nameOrAlias) throws IOException {
    AliasKey key = AliasKey.of(nameOrAlias);
    return key == null || key.text().length() >= LONGEST ? List.of() : find(key);
  }

  private List<Match> find(AliasKey key) throws IOException {
    ModuleName name = ModuleName.of(key);
    List<Match> found = new ArrayList<>();
    for (Rule.Alias alias : config.aliasesOf(key)) {
      found.add(new Match(ModuleRef.aliased(alias.module(), alias.pattern()), alias, null));
    }
    if (!found.isEmpty()) {
      return found;
    }
    if (modules.dependencies(name) != null) {
      return List.of(Match.named(name));
    }
    if (key.text().startsWith(SYMBOL_PREFIX)) {
      addAliased(found, Index.SYMBOLS, key);
    }
    if (found.isEmpty() && hasCommand(key)) {
      return List.of(new Match(ModuleRef.ofCommand(key), null, null));
    }
    if (found.isEmpty()) {
      addAliased(found, Index.ALIASES, key);
    }
    if (found.isEmpty() && modules.isBuiltin(name)) {
      return List.of(Match.named(name));
    }
    if (found.isEmpty()) {
      addAliased(found, Index.BUILTIN_ALIASES, key);
    }
    return found;
  }

  private void addAliased(List<Match> found, Index index, AliasKey alias) throws IOException {
    for (IndexValue value : modules.match(index, alias)) {
      ModuleRef module =
          index == Index.BUILTIN_ALIASES
              ? ModuleRef.builtin(value.module(), alias.text())
              : ModuleRef.aliased(value.module(), alias.text());
      found.add(new Match(module, null, index));
    }
  }

  /** Here the name of a command counts as it stands, not as a pattern. */
  private boolean hasCommand(AliasKey name) {
    return config.installNamed(name) != null || config.removeNamed(name) != null;
  }
}
