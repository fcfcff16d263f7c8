/** Firmware files, found as the kernel finds them. */
@NullMarked
package org.jkmod.firmware;

import org.jspecify.annotations.NullMarked;
