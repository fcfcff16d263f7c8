/** The system calls behind the library's ports, over jnr-ffi. Loaded when the first one is made. */
@NullMarked
package org.jkmod.natives;

import org.jspecify.annotations.NullMarked;
