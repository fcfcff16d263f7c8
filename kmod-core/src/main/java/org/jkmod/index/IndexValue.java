package org.jkmod.index;

import org.jkmod.ModuleName;

/**
 * What an index holds under a key.
 *
 * @param priority the smaller comes first; depmod uses the module's place in modules.order
 * @param text the value, such as a module's name
 */
public record IndexValue(int priority, String text) {
  /** The module that it is, in indexes of aliases and symbols. */
  public ModuleName module() {
    return ModuleName.asWritten(text);
  }
}
