package org.jkmod.elf;

/**
 * A symbol that a module leaves to others.
 *
 * @param name the symbol
 * @param crc the checksum that the module expects of it, 32 bits; 0 when it expects none
 * @param isWeak whether the module loads without it
 */
public record SymbolUse(String name, long crc, boolean isWeak) {}
