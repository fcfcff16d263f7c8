package org.jkmod.closure;

import org.jkmod.ModuleName;
import org.jspecify.annotations.Nullable;

/**
 * A module that an operand stands for.
 *
 * @param path its file, absolute; null when it is part of the kernel
 */
public record NamedModule(ModuleName name, @Nullable String path) {}
