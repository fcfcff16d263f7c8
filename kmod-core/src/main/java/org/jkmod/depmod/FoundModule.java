package org.jkmod.depmod;

import org.jkmod.ModuleName;
import org.jspecify.annotations.Nullable;

/**
 * A module's file in the tree.
 *
 * @param name the module's name
 * @param path absolute
 * @param listed the path as modules.dep shows it: relative to the folder of the modules where it
 *     lies in it
 * @param stamp what the file was when it was found; null when it was named and not found
 */
record FoundModule(String name, String path, String listed, @Nullable FileStamp stamp) {
  /** The module whose file has that absolute path. */
  static FoundModule of(String path, String moduleDirectory, @Nullable FileStamp stamp) {
    String listed =
        path.startsWith(moduleDirectory + "/")
            ? path.substring(moduleDirectory.length() + 1)
            : path;
    return new FoundModule(ModuleName.ofPath(path), path, listed, stamp);
  }
}
