package org.jkmod.convert;

import org.jkmod.config.Origin;
import org.jspecify.annotations.Nullable;

/**
 * A line of an old file.
 *
 * @param keyword the first word, without {@code add}; {@code path=} and its kin end in the equals
 *     sign; {@code #} for a comment
 * @param isAdded whether {@code add} stands before it: what it lists comes in addition
 * @param arguments what follows, variables replaced
 * @param text the line as it was written
 * @param obstacle why what the line says depends on more than the file; null when it does not
 */
record Directive(
    String keyword,
    boolean isAdded,
    String arguments,
    String text,
    Origin origin,
    @Nullable String obstacle) {}
