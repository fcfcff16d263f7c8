/** What the library asks of the outside: the kernel, commands, the system. */
@NullMarked
package org.jkmod.port;

import org.jspecify.annotations.NullMarked;
