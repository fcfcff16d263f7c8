/** What the kernel has now: /proc/modules and /sys/module. */
@NullMarked
package org.jkmod.live;

import org.jspecify.annotations.NullMarked;
