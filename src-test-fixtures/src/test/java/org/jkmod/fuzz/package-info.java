/** Targets for fuzzing, and the corpora that it has left. */
@NullMarked
package org.jkmod.fuzz;

import org.jspecify.annotations.NullMarked;
