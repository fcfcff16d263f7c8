/** Messages on stderr or in syslog as kmod's tools write them. */
@NullMarked
package org.jkmod.cli.log;

import org.jspecify.annotations.NullMarked;
