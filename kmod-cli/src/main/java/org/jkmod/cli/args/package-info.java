/** picocli, made to read and complain like getopt_long. */
@NullMarked
package org.jkmod.cli.args;

import org.jspecify.annotations.NullMarked;
