package org.jkmod.closure;

import org.jspecify.annotations.Nullable;

/**
 * A module that an operand stands for.
 *
 * @param name with underscores
 * @param path its file, absolute; null when it is part of the kernel
 */
public record NamedModule(String name, @Nullable String path) {}
