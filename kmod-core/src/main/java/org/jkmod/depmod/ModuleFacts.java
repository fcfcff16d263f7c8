package org.jkmod.depmod;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import org.jkmod.SystemRoot;
import org.jkmod.bytes.ByteSource;
import org.jkmod.bytes.Bytes;
import org.jkmod.bytes.FileSource;
import org.jkmod.bytes.MalformedException;
import org.jkmod.compression.ContentReader;
import org.jkmod.compression.LargeContentException;
import org.jkmod.elf.ElfFile;
import org.jkmod.elf.ModuleSymbols;
import org.jkmod.elf.SymbolTable;
import org.jkmod.elf.SymbolVersion;
import org.jkmod.modinfo.ModuleInfo;
import org.jkmod.port.Errno;
import org.jkmod.port.NotRegularFileException;
import org.jspecify.annotations.Nullable;

/**
 * What depmod takes from a module's file.
 *
 * @param exports the symbols it gives
 * @param needs the symbols it uses, in the order of its symbol table
 * @param aliases the alias fields
 * @param softdeps the softdep fields
 * @param weakdeps the weakdep fields
 * @param leftOut what is in none of the lists because of a control character
 * @param problem why the file could not be read; null when it could, and the lists are empty
 *     otherwise
 * @param stamp what the file was before it was read; null when nobody asked it
 */
record ModuleFacts(
    List<String> exports,
    NeededSymbols needs,
    List<String> aliases,
    List<String> softdeps,
    List<String> weakdeps,
    List<Unsafe> leftOut,
    @Nullable Problem problem,
    @Nullable FileStamp stamp) {
  /**
   * What the names in one file may come to, in bytes, each counted with what an object takes: names
   * in a symbol table may overlap, so that a small file can have more of them than there is memory.
   * The most that is known is a hundredth of it.
   */
  static final int NAMES_LIMIT = 1 << 25;

  /** The largest .modinfo that is known has some 150 kB. */
  static final int INFO_LIMIT = 1 << 22;

  /**
   * What a compressed module may unpack to while others are read beside it, in bytes; of 4,000 none
   * is larger.
   */
  static final int SIZE_LIMIT = 1 << 25;

  /** What one may unpack to that is read alone, such as one with all of its debugging data. */
  static final int LARGE_SIZE_LIMIT = 1 << 28;

  /**
   * In a heap of that size it is the module's own doing when there is not enough, in a smaller one
   * (ulimit -v) the system's; in bytes.
   */
  private static final long ENOUGH_MEMORY = 2L * LARGE_SIZE_LIMIT;

  private static final int OBJECT = 64;

  /** A text that is left out, and the field that it stands in. */
  record Unsafe(String field, String text) {}

  /** What is wrong with a file: the number that is shown, and more about it. */
  record Problem(Errno errno, String reason) {}

  static ModuleFacts unreadable(String problem) {
    return unreadable(Errno.EINVAL, problem);
  }

  private static ModuleFacts unreadable(Errno errno, String reason) {
    return new ModuleFacts(
        List.of(),
        new NeededSymbols(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        new Problem(errno, reason),
        null);
  }

  /**
   * Whether a text has a control character other than a tab. In depmod's files a newline would end
   * its line and begin another, which modprobe may take for a command.
   */
  static boolean isUnsafe(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < ' ' && c != '\t') || c == 0x7f) {
        return true;
      }
    }
    return false;
  }

  /**
   * Reads the file; what is wrong with it becomes {@link #problem}, also that there is no memory
   * for it.
   *
   * @return null when it unpacks to more than the reader takes
   * @param stamped whether the file's {@link #stamp} is wanted
   * @throws IOException when it could not be read for another reason: without it the indexes would
   *     be wrong
   */
  static @Nullable ModuleFacts read(
      SystemRoot root, String path, ContentReader reader, boolean stamped) throws IOException {
    try {
      FileStamp stamp = stamped ? FileStamp.of(root, path) : null;
      try (FileSource source = root.open(path)) {
        return read(reader.contents(source), stamp);
      }
    } catch (MalformedException e) {
      return unreadable(e.errno(), String.valueOf(e.getMessage()));
    } catch (NoSuchFileException | NotRegularFileException e) {
      return unreadable(String.valueOf(e.getMessage()));
    } catch (FileSystemException e) {
      if (Errno.of(e) == Errno.EISDIR) {
        return unreadable(Errno.EISDIR, String.valueOf(e.getMessage()));
      }
      throw e;
    } catch (LargeContentException e) {
      return null;
    } catch (OutOfMemoryError e) {
      if (Runtime.getRuntime().maxMemory() < ENOUGH_MEMORY) {
        // Any module may meet that: left out in silence, it would make indexes that only look
        // whole.
        throw e;
      }
      return unreadable("not enough memory to read it");
    }
  }

  private static ModuleFacts read(ByteSource source, @Nullable FileStamp stamp) throws IOException {
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
    if (section != null && section.size() > INFO_LIMIT) {
      throw new MalformedException(
          ".modinfo", section.origin(), section.size() + " bytes, over the limit of " + INFO_LIMIT);
    }
    ModuleInfo info = section == null ? new ModuleInfo(List.of()) : ModuleInfo.parse(section);
    List<Unsafe> leftOut = new ArrayList<>();
    return new ModuleFacts(
        safe("symbol", symbols.exports, leftOut),
        symbols.needs,
        safe("alias", info.all("alias"), leftOut),
        safe("softdep", info.all("softdep"), leftOut),
        safe("weakdep", info.all("weakdep"), leftOut),
        leftOut,
        null,
        stamp);
  }

  /** Those that may stand in a line. */
  private static List<String> safe(String field, List<String> texts, List<Unsafe> leftOut) {
    for (String text : texts) {
      if (isUnsafe(text)) {
        leftOut.add(new Unsafe(field, text));
      }
    }
    return leftOut.isEmpty() ? texts : texts.stream().filter(text -> !isUnsafe(text)).toList();
  }

  /** What one pass over the symbols finds. */
  private static final class Collector implements SymbolTable.Visitor {
    private final List<String> exports = new ArrayList<>();
    private final NeededSymbols needs = new NeededSymbols();
    private long names;

    @Override
    public void undefined(Bytes table, int nameOffset, boolean weak) throws MalformedException {
      count(table, needs.add(table, nameOffset, weak));
    }

    @Override
    public void checksum(Bytes table, int nameOffset) throws MalformedException {
      String name = table.cString(nameOffset, "symbol name");
      exports.add(name);
      count(table, name.length() + OBJECT);
    }

    private void count(Bytes table, int size) throws MalformedException {
      names += size;
      if (names > NAMES_LIMIT) {
        throw new MalformedException(
            "symbol names", table.origin(), "over the limit of " + NAMES_LIMIT + " bytes in all");
      }
    }
  }
}
