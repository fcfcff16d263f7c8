/** Why the kernel did not take a module. */
@NullMarked
package org.jkmod.diagnose;

import org.jspecify.annotations.NullMarked;
