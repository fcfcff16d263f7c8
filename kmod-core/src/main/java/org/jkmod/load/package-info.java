/** Carries a plan out through the ports. */
@NullMarked
package org.jkmod.load;

import org.jspecify.annotations.NullMarked;
