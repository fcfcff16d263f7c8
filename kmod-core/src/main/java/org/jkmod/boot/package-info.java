/** The modules that are loaded at boot: modules-load.d(5) and the kernel's command line. */
@NullMarked
package org.jkmod.boot;

import org.jspecify.annotations.NullMarked;
