package org.jkmod.elf;

import java.io.IOException;
import org.jkmod.bytes.Bytes;
import org.jkmod.bytes.MalformedException;
import org.jspecify.annotations.Nullable;

/**
 * The entries of .symtab.
 *
 * <pre>
 *           32 bits   64 bits
 * st_name   0   4     0   4     offset in .strtab
 * st_info   12  1     4   1     binding in the upper four bits, type in the lower four
 * st_shndx  14  2     6   2     0: undefined, 0xfff1: absolute
 * st_value  4   4     8   8
 * </pre>
 */
public final class SymbolTable {
  /** No entries. */
  static final SymbolTable EMPTY =
      new SymbolTable(null, Bytes.of(new byte[0]), Bytes.of(new byte[0]));

  static final String CRC_PREFIX = "__crc_";

  private static final int SHN_ABS = 0xfff1;
  private static final int STB_LOCAL = 0;
  private static final int STB_WEAK = 2;

  private final @Nullable ElfFile file;
  private final boolean is64;
  private final Bytes entries;
  private final Bytes names;
  private final int entrySize;

  /** The checksums lie together: the section that was read last is kept. */
  private @Nullable Bytes crcSection;

  private int crcSectionIndex;

  SymbolTable(@Nullable ElfFile file, Bytes entries, Bytes names) {
    this.file = file;
    this.is64 = file != null && file.is64();
    this.entries = entries;
    this.names = names;
    this.entrySize = is64 ? 24 : 16;
  }

  /** How many there are, the empty first one counted. */
  public int size() {
    return entries.size() / entrySize;
  }

  /** Takes what a pass over all symbols finds; offsets are those of the names. */
  public interface Visitor {
    /** A symbol that another module or the kernel must give. */
    void undefined(Bytes names, int nameOffset, boolean weak) throws MalformedException;

    /** A symbol {@code __crc_NAME}; the offset is that of NAME. */
    void checksum(Bytes names, int nameOffset) throws MalformedException;
  }

  /**
   * One pass over the table that makes no object a symbol: there are millions of them in a kernel's
   * modules.
   */
  public void visit(Visitor visitor) throws MalformedException {
    int limit = size() * entrySize;
    int infoAt = is64 ? 4 : 12;
    int sectionAt = is64 ? 6 : 14;
    int namesSize = names.size();
    for (int at = entrySize; at < limit; at += entrySize) {
      int name = entries.int32(at);
      if (name < 0 || name >= namesSize) {
        throw new MalformedException(
            "symbol: st_name",
            entries.origin() + at,
            Integer.toUnsignedString(name) + " of " + namesSize);
      }
      if (entries.int16(at + sectionAt) == 0) {
        if (names.int8(name) != 0) {
          visitor.undefined(names, name, entries.int8(at + infoAt) >> 4 == STB_WEAK);
        }
      } else if (names.int8(name) == '_' && names.startsWith(name, CRC_PREFIX)) {
        visitor.checksum(names, name + CRC_PREFIX.length());
      }
    }
  }

  public String name(int index) throws MalformedException {
    return names.cString(nameOffset(index), "symbol " + index + ": st_name");
  }

  /** Whether the name starts so; cheaper than making the name. */
  public boolean nameStartsWith(int index, String prefix) throws MalformedException {
    return names.startsWith(nameOffset(index), prefix);
  }

  public boolean isUndefined(int index) throws MalformedException {
    return sectionIndex(index) == 0;
  }

  public boolean isWeak(int index) throws MalformedException {
    return info(index) >> 4 == STB_WEAK;
  }

  public boolean isLocal(int index) throws MalformedException {
    return info(index) >> 4 == STB_LOCAL;
  }

  /** The symbol type, such as 13 for SPARC's registers. */
  public int type(int index) throws MalformedException {
    return info(index) & 0xf;
  }

  public long value(int index) throws MalformedException {
    long at = (long) index * entrySize;
    return is64 ? entries.u64(at + 8, "symbol: st_value") : entries.u32(at + 4, "symbol: st_value");
  }

  /**
   * The CRC that a {@code __crc_NAME} symbol stands for: its value, or the word that it points to
   * in its section.
   */
  public long crc(int index) throws IOException {
    int section = sectionIndex(index);
    if (section == SHN_ABS || section == 0 || file == null || section >= file.sectionCount()) {
      return value(index) & 0xffffffffL;
    }
    Bytes contents = crcSection;
    if (contents == null || section != crcSectionIndex) {
      contents = file.contents(section);
      crcSection = contents;
      crcSectionIndex = section;
    }
    return contents.u32(value(index), "CRC of symbol " + index);
  }

  private long nameOffset(int index) throws MalformedException {
    return entries.u32((long) index * entrySize, "symbol: st_name");
  }

  private int info(int index) throws MalformedException {
    return entries.u8((long) index * entrySize + (is64 ? 4 : 12), "symbol: st_info");
  }

  private int sectionIndex(int index) throws MalformedException {
    return entries.u16((long) index * entrySize + (is64 ? 6 : 14), "symbol: st_shndx");
  }
}
