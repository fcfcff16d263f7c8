/** Exact printers and the wording of errors. */
@NullMarked
package org.jkmod.cli.text;

import org.jspecify.annotations.NullMarked;
