/** Things that do not depend on each other, done by several threads. */
@NullMarked
package org.jkmod.workers;

import org.jspecify.annotations.NullMarked;
