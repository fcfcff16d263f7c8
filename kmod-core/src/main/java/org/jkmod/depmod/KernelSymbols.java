package org.jkmod.depmod;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The symbols that the kernel itself gives.
 *
 * <pre>
 * System.map      address type name: only __ksymtab_NAME counts, without a checksum
 * Module.symvers  checksum, symbol, where it is, how it is exported, its namespace, parted by tabs;
 *                 only what is in vmlinux counts: what is in a module is that module's to give
 * </pre>
 */
public final class KernelSymbols {
  private static final String KSYMTAB = "__ksymtab_";

  /** No checksum is known. */
  private static final long UNKNOWN = -1;

  private final Map<String, Long> checksums = new HashMap<>();

  private final boolean hasChecksums;

  private KernelSymbols(boolean hasChecksums) {
    this.hasChecksums = hasChecksums;
  }

  /**
   * Reads a System.map.
   *
   * @param prefix a character that the machine puts before symbols; null for none
   */
  public static KernelSymbols ofSystemMap(String text, @Nullable Character prefix) {
    KernelSymbols symbols = new KernelSymbols(false);
    for (String line : text.split("\n", -1)) {
      String[] words = line.split(" ", 3);
      if (words.length == 3) {
        String name =
            prefix != null && words[2].startsWith(prefix.toString())
                ? words[2].substring(1)
                : words[2];
        if (name.startsWith(KSYMTAB)) {
          symbols.checksums.put(name.substring(KSYMTAB.length()), UNKNOWN);
        }
      }
    }
    return symbols;
  }

  /** Reads a Module.symvers. */
  public static KernelSymbols ofSymvers(String text) {
    KernelSymbols symbols = new KernelSymbols(true);
    for (String line : text.split("\n", -1)) {
      String[] words = line.split("[ \t]+", 4);
      if (words.length == 4 && words[2].equals("vmlinux") && words[0].startsWith("0x")) {
        Long checksum = hexadecimal(words[0]);
        if (checksum != null) {
          symbols.checksums.put(words[1], checksum);
        }
      }
    }
    return symbols;
  }

  private static @Nullable Long hexadecimal(String text) {
    try {
      return Long.parseUnsignedLong(text, 2, text.length(), 16);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  boolean has(String symbol) {
    return checksums.containsKey(symbol);
  }

  /**
   * Adds one that a module gives; it hides one of the kernel's. Without effect where no checksums
   * are known at all.
   */
  void add(String symbol, long checksum) {
    if (hasChecksums) {
      checksums.put(symbol, checksum);
    }
  }

  /** Whether the file has checksums. */
  boolean hasChecksums() {
    return hasChecksums;
  }

  /** Whether that checksum is another than the known one. */
  boolean disagrees(String symbol, long checksum) {
    Long known = checksums.get(symbol);
    return known != null && known != UNKNOWN && known != checksum;
  }
}
