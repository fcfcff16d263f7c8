package org.jkmod.resolve;

import java.util.Objects;
import org.jkmod.AliasKey;
import org.jkmod.ModuleName;
import org.jkmod.config.ModprobeConfig;
import org.jkmod.config.Rule;
import org.jspecify.annotations.Nullable;

/**
 * A module as it was found: the same module asked for by name and by alias are two, because the
 * options for an alias apply only to whoever asked for the alias.
 *
 * @param name the module's name
 * @param alias the pattern of the configuration's alias, or the alias that an index had; null when
 *     found by name
 * @param path the file, when the caller gave one; null to look it up
 * @param command what it was asked for as, when only a command's line knew that; null otherwise. A
 *     dot and what stands between brackets are kept there, which the name has not
 * @param isBuiltin whether an alias of the kernel's own modules led to it: it is in the kernel,
 *     though modules.builtin need not have it
 */
public record ModuleRef(
    ModuleName name,
    @Nullable String alias,
    @Nullable String path,
    @Nullable AliasKey command,
    boolean isBuiltin) {
  public static ModuleRef named(ModuleName name) {
    return new ModuleRef(name, null, null, null, false);
  }

  public static ModuleRef aliased(ModuleName name, String alias) {
    return new ModuleRef(name, alias, null, null, false);
  }

  /** A module of the kernel itself, by an alias of it. */
  static ModuleRef builtin(ModuleName name, String alias) {
    return new ModuleRef(name, alias, null, null, true);
  }

  public static ModuleRef file(ModuleName name, String path) {
    return new ModuleRef(name, null, path, null, false);
  }

  /** A module that a command's line is all that knows. */
  static ModuleRef ofCommand(AliasKey key) {
    return new ModuleRef(ModuleName.of(key.text()), null, null, key, false);
  }

  /** The command that loads it: that of its line, else the first that matches its name. */
  Rule.@Nullable Install install(ModprobeConfig config) {
    Rule.Install named = command == null ? null : config.installNamed(command);
    return named == null ? config.installOf(name) : named;
  }

  /** The command that removes it. A line that loads it is found first, and then its name counts. */
  Rule.@Nullable Remove remove(ModprobeConfig config) {
    boolean isInstalled = command != null && config.installNamed(command) != null;
    Rule.Remove named = command == null || isInstalled ? null : config.removeNamed(command);
    return named == null ? config.removeOf(name) : named;
  }

  /**
   * By name and alias: a module is the same one by its file. Written out: what the compiler makes
   * for records is slow to start in a native executable.
   */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ModuleRef that
        && name.equals(that.name)
        && Objects.equals(alias, that.alias);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }
}
