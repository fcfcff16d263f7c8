import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes shared libraries that were linked with glibc 2.38 load with older ones. What they need of
 * 2.38 are its names for C23's functions (__isoc23_strtol and its kin, which also read binary
 * numbers): they get the plain names, of the oldest version that the library asks for. Ends with an
 * error when a library needs anything else of 2.38 or of a later one.
 *
 * <p>Arguments: 64-bit little-endian libraries, which are changed in place.
 */
class OlderGlibc {
  private static final String PREFIX = "__isoc23_";
  private static final int SHT_DYNSYM = 11;
  private static final int SHT_VERNEED = 0x6ffffffe;
  private static final int SHT_VERSYM = 0x6fffffff;
  private static final int SYMBOL_SIZE = 24;
  private static final short EM_X86_64 = 62;
  private static final short EM_AARCH64 = 183;

  private final Path file;
  private final ByteBuffer data;

  private OlderGlibc(Path file) throws IOException {
    this.file = file;
    data = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    if (data.getInt(0) != 0x464c457f || data.get(4) != 2 || data.get(5) != 1) {
      throw new IllegalStateException(file + ": not a 64-bit little-endian ELF file");
    }
  }

  public static void main(String[] arguments) throws IOException {
    for (String argument : arguments) {
      new OlderGlibc(Path.of(argument)).change();
    }
  }

  private int sectionHeader(int index) {
    return (int) data.getLong(0x28) + index * Short.toUnsignedInt(data.getShort(0x3a));
  }

  private int section(int type) {
    for (int i = 0; i < Short.toUnsignedInt(data.getShort(0x3c)); i++) {
      if (data.getInt(sectionHeader(i) + 4) == type) {
        return sectionHeader(i);
      }
    }
    throw new IllegalStateException(file + ": no section of type " + type);
  }

  private int offset(int header) {
    return (int) data.getLong(header + 24);
  }

  private String text(int offset) {
    int end = offset;
    while (data.get(end) != 0) {
      end++;
    }
    return new String(data.array(), offset, end - offset, StandardCharsets.ISO_8859_1);
  }

  /** The version that a processor's oldest names have. */
  private String first() {
    return switch (data.getShort(18)) {
      case EM_X86_64 -> "GLIBC_2_2_5";
      case EM_AARCH64 -> "GLIBC_2_17";
      default -> throw new IllegalStateException(file + ": of another processor");
    };
  }

  private void change() throws IOException {
    int symbols = section(SHT_DYNSYM);
    int strings = offset(sectionHeader(data.getInt(symbols + 40)));
    int versions = offset(section(SHT_VERSYM));
    int base = 0;
    int later = 0;
    // Verneed has an entry for each library, Vernaux one for each of its versions: hash, flags,
    // number, name, next.
    for (int need = offset(section(SHT_VERNEED)), next = -1; next != 0; need += next) {
      next = data.getInt(need + 12);
      int aux = need + data.getInt(need + 8);
      for (int i = 0;
          i < Short.toUnsignedInt(data.getShort(need + 2));
          i++, aux += data.getInt(aux + 12)) {
        String[] words = text(strings + data.getInt(aux + 8)).split("[_.]");
        int minor =
            words[0].equals("GLIBC") && words[1].equals("2") ? Integer.parseInt(words[2]) : 0;
        if (minor > 38 || minor == 38 && later != 0) {
          throw new IllegalStateException(file + ": needs glibc 2." + minor);
        }
        if (minor == 38) {
          later = aux;
        } else if (String.join("_", words).equals(first())
            && text(strings + data.getInt(need + 4)).equals("libc.so.6")) {
          base = aux;
        }
        if (data.getInt(aux + 12) == 0) {
          break;
        }
      }
    }
    if (later == 0) {
      return;
    }
    if (base == 0) {
      throw new IllegalStateException(
          file + ": needs nothing of " + first() + ", whose version the plain names have");
    }
    short from = data.getShort(later + 6);
    long count = data.getLong(symbols + 32) / SYMBOL_SIZE;
    for (int i = 0; i < count; i++) {
      if (data.getShort(versions + 2 * i) == from) {
        int symbol = offset(symbols) + i * SYMBOL_SIZE;
        String name = text(strings + data.getInt(symbol));
        if (!name.startsWith(PREFIX)) {
          throw new IllegalStateException(file + ": needs " + name + " of glibc 2.38");
        }
        data.putInt(symbol, data.getInt(symbol) + PREFIX.length());
        data.putShort(versions + 2 * i, data.getShort(base + 6));
      }
    }
    // The entry stays, and asks for the older version a second time.
    data.putInt(later, data.getInt(base));
    data.putInt(later + 8, data.getInt(base + 8));
    Files.write(file, data.array());
  }
}
