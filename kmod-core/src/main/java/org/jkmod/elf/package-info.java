/**
 * Kernel modules as ELF objects: header, sections, symbols and version tables of 32 and 64 bits in
 * both byte orders.
 */
@NullMarked
package org.jkmod.elf;

import org.jspecify.annotations.NullMarked;
