/**
 * Faults of the configuration and of kernels' folders, and by which ways a module can be loaded.
 */
@NullMarked
package org.jkmod.check;

import org.jspecify.annotations.NullMarked;
