/** policy.d(5): which modules may be loaded at all, and which rule says so. */
@NullMarked
package org.jkmod.policy;

import org.jspecify.annotations.NullMarked;
