package org.jkmod.fuzz;

import java.io.IOException;
import org.jkmod.bytes.ByteSource;
import org.jkmod.bytes.Bytes;
import org.jkmod.bytes.MalformedException;
import org.jkmod.elf.ElfFile;
import org.jkmod.elf.ModuleSymbols;

/** Module files: sections, symbols, versions, what a module gives and needs. */
public final class ElfTarget {
  private ElfTarget() {}

  public static void fuzzerTestOneInput(byte[] data) throws IOException {
    try {
      ElfFile file = ElfFile.parse(ByteSource.of(Bytes.of(data)));
      file.section(".modinfo");
      ModuleSymbols.exports(file);
      ModuleSymbols.unversionedExports(file);
      ModuleSymbols.dependencies(file);
      ModuleSymbols.versions(file);
    } catch (MalformedException e) {
      // What damaged files are to end in.
    }
  }
}
