/** All that a set of modules needs to be loaded elsewhere: an initramfs, a container, an image. */
@NullMarked
package org.jkmod.closure;

import org.jspecify.annotations.NullMarked;
