/** The configuration files of modutils and module-init-tools, said in modprobe.d. */
@NullMarked
package org.jkmod.convert;

import org.jspecify.annotations.NullMarked;
