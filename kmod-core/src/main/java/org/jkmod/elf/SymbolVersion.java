package org.jkmod.elf;

/**
 * A symbol and the checksum of its type.
 *
 * @param name the symbol
 * @param crc 32 bits; 0 when the file gives none
 */
public record SymbolVersion(String name, long crc) {}
