/** The way in: what a program that uses the library calls. */
@NullMarked
package org.jkmod;

import org.jspecify.annotations.NullMarked;
