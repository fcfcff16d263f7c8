package org.jkmod.depmod;

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
record FoundModule(String name, String path, String listed, @Nullable FileStamp stamp) {}
