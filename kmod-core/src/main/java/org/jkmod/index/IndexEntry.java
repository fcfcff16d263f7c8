package org.jkmod.index;

import org.jkmod.ModuleName;

/** A key of an index with one of its values. */
public record IndexEntry(String key, IndexValue value) {
  /** The module that the key is, in indexes of modules: of their dependencies, of built-in ones. */
  public ModuleName module() {
    return ModuleName.asWritten(key);
  }
}
