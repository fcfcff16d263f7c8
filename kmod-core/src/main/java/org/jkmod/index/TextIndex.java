package org.jkmod.index;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import org.jkmod.AliasKey;
import org.jkmod.ModuleName;
import org.jkmod.bytes.Bytes;
import org.jkmod.index.ModuleDirectory.Index;

/**
 * An index made from the text that depmod writes beside it: {@code modules.dep} has lines {@code
 * path: paths}, {@code modules.alias} and {@code modules.symbols} have {@code alias KEY MODULE},
 * {@code modules.builtin} has paths. Whatever comes first has the smallest priority, as in the
 * index itself.
 */
final class TextIndex {
  private static final String ALIAS = "alias ";

  private TextIndex() {}

  static IndexFile read(Index index, String text) throws IOException {
    IndexBuilder builder = new IndexBuilder();
    int number = 0;
    for (String line : text.split("\n", -1)) {
      add(builder, index, line, number++);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    builder.write(out);
    return IndexFile.parse(Bytes.of(out.toByteArray()).order(ByteOrder.BIG_ENDIAN));
  }

  /** Lines of another form, comments among them, are passed over. */
  private static void add(IndexBuilder builder, Index index, String line, int number) {
    switch (index) {
      case DEPENDENCIES -> {
        int colon = line.indexOf(':');
        if (colon > 0) {
          add(builder, ModuleName.ofPath(line.substring(0, colon)), line, number);
        }
      }
      case ALIASES, SYMBOLS -> {
        // A key may have blanks in it, a module's name has none.
        int value = line.lastIndexOf(' ');
        if (line.startsWith(ALIAS) && value > ALIAS.length()) {
          String key = line.substring(ALIAS.length(), value);
          AliasKey alias = AliasKey.of(key);
          if (index == Index.SYMBOLS) {
            add(builder, key, line.substring(value + 1), number);
          } else if (alias != null) {
            add(builder, alias.text(), line.substring(value + 1), number);
          }
        }
      }
      case BUILTINS -> {
        if (!line.isEmpty()) {
          add(builder, ModuleName.ofPath(line), "", number);
        }
      }
      case BUILTIN_ALIASES -> {}
    }
  }

  /** What an index cannot hold, depmod has left out of its own, too. */
  private static void add(IndexBuilder builder, String key, String value, int number) {
    try {
      builder.add(key, value, number);
    } catch (IllegalArgumentException e) {
      return;
    }
  }
}
