/** The tools: argv[0] to command, and the one place that builds the adapters. */
@NullMarked
package org.jkmod.cli;

import org.jspecify.annotations.NullMarked;
