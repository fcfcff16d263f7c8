/**
 * modprobe.d and depmod.d files and the kernel command line, as typed rules that keep their origin.
 */
@NullMarked
package org.jkmod.config;

import org.jspecify.annotations.NullMarked;
