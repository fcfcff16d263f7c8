package org.jkmod.depmod;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jkmod.bytes.ByteSource;
import org.jkmod.bytes.Bytes;
import org.jkmod.bytes.FileSource;
import org.jkmod.bytes.MalformedException;
import org.jkmod.bytes.NotRegularFileException;
import org.jkmod.compression.ContentReader;
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
    List<String> exports,
    NeededSymbols needs,
    List<String> aliases,
    List<String> softdeps,
    List<String> weakdeps,
    @Nullable String problem) {
  static ModuleFacts unreadable(String problem) {
    return new ModuleFacts(
        List.of(), new NeededSymbols(), List.of(), List.of(), List.of(), problem);
  }

  /**
   * Reads the file; what is wrong with it becomes {@link #problem}.
   *
   * @throws IOException when it could not be read for another reason: without it the indexes would
   *     be wrong
   */
  static ModuleFacts read(Path file, ContentReader reader) throws IOException {
    try (FileSource source = FileSource.open(file)) {
      return read(reader.contents(source));
    } catch (MalformedException | NoSuchFileException | NotRegularFileException e) {
      return unreadable(String.valueOf(e.getMessage()));
    }
  }

  private static ModuleFacts read(ByteSource source) throws IOException {
    ElfFile file = ElfFile.parse(source);
    Collector symbols = new Collector();
    file.symbols().visit(symbols);
    symbols.needs.trim();
    if (symbols.exports.isEmpty()) {
      for (SymbolVersion symbol : ModuleSymbols.unversionedExports(file)) {
        symbols.exports.add(symbol.name());
      }
    }
    Bytes section = file.section(".modinfo");
    ModuleInfo info = section == null ? new ModuleInfo(List.of()) : ModuleInfo.parse(section);
    return new ModuleFacts(
        symbols.exports,
        symbols.needs,
        info.all("alias"),
        info.all("softdep"),
        info.all("weakdep"),
        null);
  }

  /** What one pass over the symbols finds. */
  private static final class Collector implements SymbolTable.Visitor {
    private final List<String> exports = new ArrayList<>();
    private final NeededSymbols needs = new NeededSymbols();

    @Override
    public void undefined(Bytes names, int nameOffset, boolean weak) throws MalformedException {
      needs.add(names, nameOffset, weak);
    }

    @Override
    public void checksum(Bytes names, int nameOffset) throws MalformedException {
      exports.add(names.cString(nameOffset, "symbol name"));
    }
  }
}
