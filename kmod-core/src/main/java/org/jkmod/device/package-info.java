/** The devices of a machine and the modules that claim them. */
@NullMarked
package org.jkmod.device;

import org.jspecify.annotations.NullMarked;
