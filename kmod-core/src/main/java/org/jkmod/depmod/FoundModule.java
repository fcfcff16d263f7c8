package org.jkmod.depmod;

/**
 * A module's file in the tree.
 *
 * @param name the module's name
 * @param path absolute
 * @param listed the path as modules.dep shows it: relative to the folder of the modules where it
 *     lies in it
 */
record FoundModule(String name, String path, String listed) {}
