package org.jkmod.index;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
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
          builder.add(ModuleName.ofPath(line.substring(0, colon)), line, number);
        }
      }
      case ALIASES, SYMBOLS -> {
        String[] words = line.split(" ", -1);
        if (words.length == 3 && words[0].equals("alias") && !words[1].isEmpty()) {
          builder.add(words[1], words[2], number);
        }
      }
      case BUILTINS -> {
        if (!line.isEmpty()) {
          builder.add(ModuleName.ofPath(line), "", number);
        }
      }
      case BUILTIN_ALIASES -> {}
    }
  }
}
