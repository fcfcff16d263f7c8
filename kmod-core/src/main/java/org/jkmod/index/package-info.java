/** The index files that depmod writes and modprobe reads: modules.*.bin and their text twins. */
@NullMarked
package org.jkmod.index;

import org.jspecify.annotations.NullMarked;
