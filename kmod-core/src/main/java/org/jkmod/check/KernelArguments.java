package org.jkmod.check;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Parameters of modules as the kernel reads them: kernel/params.c's rules. */
final class KernelArguments {
  /** What the kernel takes for each module, whatever its parameters are. */
  private static final Set<String> FOR_ALL = Set.of("dyndbg", "async_probe", "async-probe");

  /** Bits of a number, negative where it has a sign. */
  private static final Map<String, Integer> BITS =
      Map.of(
          "byte", 8, "short", -16, "ushort", 16, "int", -32, "uint", 32, "long", -64, "ulong", 64,
          "ullong", 64);

  private KernelArguments() {}

  /** The words of a line; blanks between double quotes do not part them. */
  static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      quoted ^= c == '"';
      if ((c == ' ' || c == '\t') && !quoted) {
        add(word, words);
      } else {
        word.append(c);
      }
    }
    add(word, words);
    return words;
  }

  private static void add(StringBuilder word, List<String> words) {
    if (!word.isEmpty()) {
      words.add(word.toString());
      word.setLength(0);
    }
  }

  static String unquoted(String value) {
    return value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")
        ? value.substring(1, value.length() - 1)
        : value;
  }

  static boolean isForAll(String name) {
    return FOR_ALL.contains(name);
  }

  /**
   * Whether a parameter of a type takes a value; types that are not the kernel's own take any.
   *
   * @param value null when the name stands alone
   * @param type as modinfo shows it, such as {@code array of int}
   */
  static boolean fits(@Nullable String value, String type) {
    if (type.startsWith("array of ")) {
      String element = type.substring(9);
      if (value == null) {
        return element.equals("bool");
      }
      for (String part : value.split(",", -1)) {
        if (!fits(part, element)) {
          return false;
        }
      }
      return true;
    }
    if (type.equals("bool")) {
      return value == null || isYesOrNo(value);
    }
    if (type.equals("invbool") || type.equals("bint")) {
      return value != null && isYesOrNo(value);
    }
    if (type.equals("charp") || type.equals("string")) {
      return value != null;
    }
    Integer bits = BITS.get(type);
    return bits == null || (value != null && isNumber(value, bits));
  }

  /** kstrtobool looks at the first character, of "on" and "off" at the second. */
  private static boolean isYesOrNo(String value) {
    if (value.isEmpty()) {
      return false;
    }
    char first = value.charAt(0);
    char second = value.length() > 1 ? value.charAt(1) : 0;
    return "yYtT1nNfF0".indexOf(first) >= 0
        || ((first == 'o' || first == 'O') && "nNfF".indexOf(second) >= 0);
  }

  /** As kstrtoint with base 0: decimal, 0x and 0. */
  private static boolean isNumber(String text, int bits) {
    boolean isSigned = bits < 0;
    int size = Math.abs(bits);
    String digits = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
    if (text.startsWith("-") && !isSigned) {
      return false;
    }
    int base = 10;
    if (digits.startsWith("0x") || digits.startsWith("0X")) {
      base = 16;
      digits = digits.substring(2);
    } else if (digits.length() > 1 && digits.startsWith("0")) {
      base = 8;
    }
    if (digits.isEmpty() || digits.startsWith("-") || digits.startsWith("+")) {
      return false;
    }
    try {
      BigInteger number = new BigInteger(digits, base);
      BigInteger value = text.startsWith("-") ? number.negate() : number;
      return value.bitLength() <= (isSigned ? size - 1 : size);
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
