/** Compressed modules, recognised by their first bytes: gzip, xz and zstd. */
@NullMarked
package org.jkmod.compression;

import org.jspecify.annotations.NullMarked;
