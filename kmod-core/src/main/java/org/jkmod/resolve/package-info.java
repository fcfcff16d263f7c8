/** From a name to a plan: what would be loaded or removed, in which order, and why. Pure. */
@NullMarked
package org.jkmod.resolve;

import org.jspecify.annotations.NullMarked;
