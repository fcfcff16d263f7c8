/** Installed modules and what they depend on, as a chart, and where its parts go in a drawing. */
@NullMarked
package org.jkmod.graph;

import org.jspecify.annotations.NullMarked;
