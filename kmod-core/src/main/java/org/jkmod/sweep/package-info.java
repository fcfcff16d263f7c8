/** Which loaded modules nobody uses, as far as the kernel tells. */
@NullMarked
package org.jkmod.sweep;

import org.jspecify.annotations.NullMarked;
