package org.jkmod;

import org.jspecify.annotations.Nullable;

/**
 * Where a module's file lies as modules.dep and modules.order have it: from the kernel's folder on,
 * or absolute. Only the folder makes a path of it that can be opened.
 */
public final class ModulePath {
  private final String text;

  private ModulePath(String text) {
    this.text = text;
  }

  /** A path as a file in the kernel's folder has it. */
  public static ModulePath asWritten(String path) {
    return new ModulePath(path);
  }

  /** The module in that file. */
  public ModuleName module() {
    return ModuleName.inFile(text);
  }

  /**
   * The path to open.
   *
   * @param folder the kernel's, absolute
   */
  public String in(String folder) {
    return text.startsWith("/") ? text : folder + "/" + text;
  }

  /** As it is written. */
  public String text() {
    return text;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ModulePath that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** {@link #text}. */
  @Override
  public String toString() {
    return text;
  }
}
