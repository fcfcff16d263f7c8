package org.jkmod.elf;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jkmod.bytes.Bytes;
import org.jkmod.bytes.MalformedException;

/** What a module exports, needs and was built against. */
public final class ModuleSymbols {
  private static final int VERSION_ENTRY = 64;

  private ModuleSymbols() {}

  /**
   * The exported symbols with their checksums: from the {@code __crc_} symbols, or without
   * checksums from {@code __ksymtab_strings} when the kernel was built without them.
   */
  public static List<SymbolVersion> exports(ElfFile file) throws IOException {
    return exports(file, file.symbols());
  }

  /** The same with a symbol table that is read already. */
  public static List<SymbolVersion> exports(ElfFile file, SymbolTable symbols) throws IOException {
    List<SymbolVersion> exports = new ArrayList<>();
    for (int i = 1; i < symbols.size(); i++) {
      if (symbols.nameStartsWith(i, SymbolTable.CRC_PREFIX)) {
        exports.add(
            new SymbolVersion(
                symbols.name(i).substring(SymbolTable.CRC_PREFIX.length()), symbols.crc(i)));
      }
    }
    return exports.isEmpty() ? unversionedExports(file) : exports;
  }

  /** The names in {@code __ksymtab_strings}, without checksums. */
  public static List<SymbolVersion> unversionedExports(ElfFile file) throws IOException {
    List<SymbolVersion> exports = new ArrayList<>();
    Bytes strings = file.section("__ksymtab_strings");
    if (strings != null) {
      int start = 0;
      while (start < strings.size()) {
        int end = strings.indexOf((byte) 0, start);
        if (end > start) {
          exports.add(
              new SymbolVersion(strings.paddedString(start, end - start, "__ksymtab_strings"), 0));
        }
        start = end + 1;
      }
    }
    return exports;
  }

  /**
   * The symbols that a module leaves to others, with the checksums that it expects: those of its
   * symbol table first, then those that only the table of versions has (module_layout).
   */
  public static List<SymbolUse> dependencies(ElfFile file) throws IOException {
    List<SymbolVersion> versions = versions(file);
    Map<String, SymbolVersion> known = new HashMap<>();
    for (SymbolVersion version : versions) {
      known.putIfAbsent(version.name(), version);
    }
    Set<SymbolVersion> used = Collections.newSetFromMap(new IdentityHashMap<>());
    List<SymbolUse> uses = new ArrayList<>();
    SymbolTable symbols = file.symbols();
    for (int i = 1; i < symbols.size(); i++) {
      if (symbols.isUndefined(i)) {
        String name = symbols.name(i);
        SymbolVersion version = known.get(name);
        if (version != null) {
          used.add(version);
        }
        if (!name.isEmpty()) {
          long crc = version == null ? 0 : version.crc();
          uses.add(new SymbolUse(name, crc, symbols.isWeak(i)));
        }
      }
    }
    for (SymbolVersion version : versions) {
      if (!used.contains(version)) {
        uses.add(new SymbolUse(version.name(), version.crc(), false));
      }
    }
    return uses;
  }

  /**
   * The checksums that the module expects of the symbols it uses: those of the older table, which
   * has no room for long names, then those that only the extended tables have.
   *
   * <pre>
   * __versions           64 bytes each: the CRC in one word of the machine (8 bytes or 4), then the name, NUL-padded
   * __version_ext_crcs   4 bytes each
   * __version_ext_names  the names, each ended by a NUL, in the same order
   * </pre>
   */
  public static List<SymbolVersion> versions(ElfFile file) throws IOException {
    List<SymbolVersion> versions = basicVersions(file);
    Bytes crcs = file.section("__version_ext_crcs");
    Bytes names = file.section("__version_ext_names");
    if (crcs == null || names == null) {
      return versions;
    }
    Set<String> known = new HashSet<>();
    for (SymbolVersion version : versions) {
      known.add(version.name());
    }
    int at = 0;
    for (int i = 0; i + 4 <= crcs.size(); i += 4) {
      String name = names.cString(at, "__version_ext_names");
      if (!known.contains(name)) {
        versions.add(new SymbolVersion(name, crcs.u32(i, "__version_ext_crcs")));
      }
      at += name.length() + 1;
    }
    return versions;
  }

  private static List<SymbolVersion> basicVersions(ElfFile file) throws IOException {
    List<SymbolVersion> versions = new ArrayList<>();
    Bytes table = file.section("__versions");
    if (table == null) {
      return versions;
    }
    if (table.size() % VERSION_ENTRY != 0) {
      throw new MalformedException(
          "__versions",
          table.origin(),
          "size " + table.size() + " is no multiple of " + VERSION_ENTRY);
    }
    int word = file.is64() ? 8 : 4;
    for (int at = 0; at < table.size(); at += VERSION_ENTRY) {
      long crc = file.is64() ? table.u64(at, "__versions") : table.u32(at, "__versions");
      versions.add(
          new SymbolVersion(
              table.paddedString(at + word, VERSION_ENTRY - word, "__versions"), crc));
    }
    return versions;
  }
}
