package org.jkmod.depmod;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jkmod.bytes.ByteSource;
import org.jkmod.bytes.Bytes;
import org.jkmod.bytes.FileSource;
import org.jkmod.compression.Compression;
import org.jkmod.elf.ElfFile;
import org.jkmod.elf.ModuleSymbols;
import org.jkmod.elf.SymbolTable;
import org.jkmod.elf.SymbolVersion;
import org.jkmod.modinfo.ModuleInfo;
import org.jspecify.annotations.Nullable;

/**
 * What depmod takes from a module's file.
 *
 * @param exports the symbols it gives
 * @param needs the symbols it uses, in the order of its symbol table
 * @param aliases the alias fields
 * @param softdeps the softdep fields
 * @param weakdeps the weakdep fields
 * @param problem why the file could not be read; null when it could, and the lists are empty
 *     otherwise
 */
record ModuleFacts(
    List<SymbolVersion> exports,
    List<NeededSymbol> needs,
    List<String> aliases,
    List<String> softdeps,
    List<String> weakdeps,
    @Nullable String problem) {
  /** A symbol that a module uses; a weak one may be missing. */
  record NeededSymbol(String name, boolean weak) {}

  static ModuleFacts unreadable(String problem) {
    return new ModuleFacts(List.of(), List.of(), List.of(), List.of(), List.of(), problem);
  }

  /** Reads the file; what is wrong with it becomes {@link #problem}. */
  static ModuleFacts read(Path file) {
    try (FileSource source = FileSource.open(file)) {
      Compression compression =
          Compression.of(
              source.read(0, Math.min(source.size(), Compression.magicSize()), "module"));
      if (compression == Compression.NONE) {
        return read(source);
      }
      byte[] image = compression.decompress(source.read(0, source.size(), "module").toArray());
      return read(ByteSource.of(Bytes.of(image)));
    } catch (IOException e) {
      return unreadable(String.valueOf(e.getMessage()));
    }
  }

  private static ModuleFacts read(ByteSource source) throws IOException {
    ElfFile file = ElfFile.parse(source);
    SymbolTable symbols = file.symbols();
    List<NeededSymbol> needs = new ArrayList<>();
    for (int i = 1; i < symbols.size(); i++) {
      if (symbols.isUndefined(i)) {
        String name = symbols.name(i);
        if (!name.isEmpty()) {
          needs.add(new NeededSymbol(name, symbols.isWeak(i)));
        }
      }
    }
    Bytes section = file.section(".modinfo");
    ModuleInfo info = section == null ? new ModuleInfo(List.of()) : ModuleInfo.parse(section);
    return new ModuleFacts(
        ModuleSymbols.exports(file, symbols),
        needs,
        info.all("alias"),
        info.all("softdep"),
        info.all("weakdep"),
        null);
  }
}
