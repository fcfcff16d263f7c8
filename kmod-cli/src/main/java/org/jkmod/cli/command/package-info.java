/** One class a tool. */
@NullMarked
package org.jkmod.cli.command;

import org.jspecify.annotations.NullMarked;
