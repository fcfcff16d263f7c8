package org.jkmod.resolve;

import java.util.Objects;
import org.jkmod.ModuleName;
import org.jspecify.annotations.Nullable;

/**
 * A module as it was found: the same module asked for by name and by alias are two, because the
 * options for an alias apply only to whoever asked for the alias.
 *
 * @param name the module's name
 * @param alias the pattern of the configuration's alias, or the alias that an index had; null when
 *     found by name
 * @param path the file, when the caller gave one; null to look it up
 */
public record ModuleRef(ModuleName name, @Nullable String alias, @Nullable String path) {
  public static ModuleRef named(ModuleName name) {
    return new ModuleRef(name, null, null);
  }

  public static ModuleRef aliased(ModuleName name, String alias) {
    return new ModuleRef(name, alias, null);
  }

  public static ModuleRef file(ModuleName name, String path) {
    return new ModuleRef(name, null, path);
  }

  /** Written out: what the compiler makes for records is slow to start in a native executable. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ModuleRef that
        && name.equals(that.name)
        && Objects.equals(alias, that.alias)
        && Objects.equals(path, that.path);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }
}
