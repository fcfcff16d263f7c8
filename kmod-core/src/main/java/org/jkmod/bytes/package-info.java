/** Bounds-checked, endian-aware reads over memory and files; the only raw reads anywhere. */
@NullMarked
package org.jkmod.bytes;

import org.jspecify.annotations.NullMarked;
