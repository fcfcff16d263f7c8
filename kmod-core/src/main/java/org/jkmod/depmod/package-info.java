/** Scans a tree of modules, links their symbols and makes the indexes. */
@NullMarked
package org.jkmod.depmod;

import org.jspecify.annotations.NullMarked;
