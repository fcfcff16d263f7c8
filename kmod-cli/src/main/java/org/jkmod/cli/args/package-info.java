/** The options of a tool, read as getopt_long(3) reads them; picocli prints their help. */
@NullMarked
package org.jkmod.cli.args;

import org.jspecify.annotations.NullMarked;
