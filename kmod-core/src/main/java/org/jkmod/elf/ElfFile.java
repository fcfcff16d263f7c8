package org.jkmod.elf;

import java.io.IOException;
import java.nio.ByteOrder;
import org.jkmod.bytes.ByteSource;
import org.jkmod.bytes.Bytes;
import org.jkmod.bytes.MalformedException;
import org.jkmod.port.Errno;
import org.jspecify.annotations.Nullable;

/**
 * An ELF object of 32 or 64 bits in either byte order, read section by section.
 *
 * <pre>
 *             32 bits        64 bits
 * e_ident     0   16         0   16     7f 45 4c 46, class, data
 * e_type      16  2          16  2
 * e_machine   18  2          18  2
 * e_shoff     32  4          40  8      offset of the section headers
 * e_shentsize 46  2          58  2
 * e_shnum     48  2          60  2      0: the count is section 0's sh_size
 * e_shstrndx  50  2          62  2      0xffff: the index is section 0's sh_link
 *
 * sh_name     0   4          0   4      offset in the section of names
 * sh_type     4   4          4   4
 * sh_flags    8   4          8   8
 * sh_offset   16  4          24  8
 * sh_size     20  4          32  8
 * sh_link     24  4          40  4
 * </pre>
 *
 * <p>Source of the format: the System V ABI, chapters 4 (object files); extended section counts
 * from its 2001 draft.
 */
public final class ElfFile {
  private static final int SHN_XINDEX = 0xffff;
  private static final int SHT_NOBITS = 8;
  private static final int IDENT_SIZE = 16;

  /** Of what is shorter kmod says that it is invalid, of other files that they are not ELF. */
  private static final int SMALLEST = 6;

  private final ByteSource source;
  private final boolean is64;
  private final ByteOrder order;
  private final int machine;
  private final Bytes headers;
  private final int headerSize;
  private final int sectionCount;
  private final Bytes sectionNames;

  private ElfFile(
      ByteSource source,
      boolean is64,
      ByteOrder order,
      int machine,
      Bytes headers,
      int headerSize,
      int sectionCount,
      int namesIndex)
      throws IOException {
    this.source = source;
    this.is64 = is64;
    this.order = order;
    this.machine = machine;
    this.headers = headers;
    this.headerSize = headerSize;
    this.sectionCount = sectionCount;
    this.sectionNames = contents(namesIndex);
  }

  /** Whether the first bytes are those of an ELF file. */
  public static boolean isElf(Bytes start) {
    return start.startsWith(0, "\u007fELF");
  }

  /** Reads the header and the section headers; the source stays open and is the caller's. */
  public static ElfFile parse(ByteSource source) throws IOException {
    Bytes ident = source.read(0, Math.min(IDENT_SIZE, source.size()), "ELF e_ident");
    if (!isElf(ident)) {
      Errno errno = source.size() < SMALLEST ? Errno.EINVAL : Errno.ENOEXEC;
      throw new MalformedException(errno, "ELF e_ident", 0, "not an ELF file");
    }
    if (source.size() >= SMALLEST && source.size() <= IDENT_SIZE) {
      throw new MalformedException(
          Errno.ENOEXEC, "ELF e_ident", 0, "all there is: " + source.size() + " bytes");
    }
    int elfClass = ident.u8(4, "ELF e_ident[EI_CLASS]");
    int data = ident.u8(5, "ELF e_ident[EI_DATA]");
    if (elfClass != 1 && elfClass != 2) {
      throw new MalformedException(
          "ELF e_ident[EI_CLASS]", 4, elfClass + ", not 1 (32 bits) or 2 (64 bits)");
    }
    if (data != 1 && data != 2) {
      throw new MalformedException(
          "ELF e_ident[EI_DATA]", 5, data + ", not 1 (little-endian) or 2 (big-endian)");
    }
    boolean is64 = elfClass == 2;
    ByteOrder order = data == 1 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    Bytes header = source.read(0, is64 ? 64 : 52, "ELF header").order(order);

    int wantedSize = is64 ? 64 : 40;
    int headerSize = header.u16(is64 ? 58 : 46, "ELF e_shentsize");
    if (headerSize != wantedSize) {
      throw new MalformedException(
          "ELF e_shentsize", is64 ? 58 : 46, headerSize + ", not " + wantedSize);
    }
    long headersAt = is64 ? header.u64(40, "ELF e_shoff") : header.u32(32, "ELF e_shoff");
    long count = header.u16(is64 ? 60 : 48, "ELF e_shnum");
    long namesIndex = header.u16(is64 ? 62 : 50, "ELF e_shstrndx");
    if (count == 0 || namesIndex == SHN_XINDEX) {
      Bytes first = source.read(headersAt, headerSize, "ELF section header 0").order(order);
      if (count == 0) {
        count =
            is64
                ? first.u64(32, "ELF section header 0: sh_size")
                : first.u32(20, "ELF section header 0: sh_size");
      }
      if (namesIndex == SHN_XINDEX) {
        namesIndex = first.u32(is64 ? 40 : 24, "ELF section header 0: sh_link");
      }
    }
    if (count <= 0 || count > source.size() / headerSize) {
      throw new MalformedException(
          "ELF e_shnum",
          is64 ? 60 : 48,
          Long.toUnsignedString(count) + " sections do not fit in " + source.size() + " bytes");
    }
    if (namesIndex >= count) {
      throw new MalformedException(
          "ELF e_shstrndx", is64 ? 62 : 50, namesIndex + " of " + count + " sections");
    }
    Bytes headers = source.read(headersAt, count * headerSize, "ELF section headers").order(order);
    return new ElfFile(
        source,
        is64,
        order,
        header.u16(18, "ELF e_machine"),
        headers,
        headerSize,
        (int) count,
        (int) namesIndex);
  }

  public boolean is64() {
    return is64;
  }

  public ByteOrder order() {
    return order;
  }

  /** The e_machine field. */
  public int machine() {
    return machine;
  }

  public int sectionCount() {
    return sectionCount;
  }

  /** The index of the first section of that name, -1 if there is none. */
  public int indexOf(String name) throws MalformedException {
    for (int index = 1; index < sectionCount; index++) {
      long at = headers.u32((long) index * headerSize, "sh_name");
      if (at + name.length() < sectionNames.size()
          && sectionNames.startsWith(at, name)
          && sectionNames.u8(at + name.length(), "sh_name") == 0) {
        return index;
      }
    }
    return -1;
  }

  /**
   * The contents of the first section of that name, null if there is none or if it holds no bytes
   * in the file.
   */
  public @Nullable Bytes section(String name) throws IOException {
    int index = indexOf(name);
    return index < 0 ? null : contents(index);
  }

  /** The contents of a section; empty for one that takes no room in the file. */
  Bytes contents(int index) throws IOException {
    long at = (long) index * headerSize;
    String what = "ELF section " + index;
    if (headers.u32(at + 4, what) == SHT_NOBITS) {
      return source.read(0, 0, what).order(order);
    }
    long offset = is64 ? headers.u64(at + 24, what) : headers.u32(at + 16, what);
    long size = is64 ? headers.u64(at + 32, what) : headers.u32(at + 20, what);
    return source.read(offset, size, what).order(order);
  }

  /** Where in the source the file ends: after its last section or its section headers. */
  public long end() throws MalformedException {
    long end = headers.origin() + (long) sectionCount * headerSize;
    for (int index = 1; index < sectionCount; index++) {
      long at = (long) index * headerSize;
      if (headers.u32(at + 4, "sh_type") == SHT_NOBITS) {
        continue;
      }
      long offset = is64 ? headers.u64(at + 24, "sh_offset") : headers.u32(at + 16, "sh_offset");
      long size = is64 ? headers.u64(at + 32, "sh_size") : headers.u32(at + 20, "sh_size");
      // Whatever claims to lie outside is no sign of where the file ends.
      if (offset >= 0 && size >= 0 && size <= source.size() && offset <= source.size() - size) {
        end = Math.max(end, offset + size);
      }
    }
    return end;
  }

  /** Where in the file the sh_flags of a section stand, -1 when there is no such section. */
  public long flagsOffset(String name) throws MalformedException {
    int index = indexOf(name);
    return index < 0 ? -1 : headers.origin() + (long) index * headerSize + 8;
  }

  /** The section's sh_link field: for a symbol table, the index of its names. */
  int link(int index) throws MalformedException {
    long link = headers.u32((long) index * headerSize + (is64 ? 40 : 24), "sh_link");
    if (link >= sectionCount) {
      throw new MalformedException(
          "ELF section " + index + ": sh_link",
          headers.origin(),
          link + " of " + sectionCount + " sections");
    }
    return (int) link;
  }

  /** The symbol table, empty when the file has none. */
  public SymbolTable symbols() throws IOException {
    int index = indexOf(".symtab");
    return index < 0
        ? SymbolTable.EMPTY
        : new SymbolTable(this, contents(index), contents(link(index)));
  }
}
