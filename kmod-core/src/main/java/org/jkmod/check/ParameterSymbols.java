package org.jkmod.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jkmod.SystemRoot;
import org.jkmod.bytes.Bytes;
import org.jkmod.bytes.FileSource;
import org.jkmod.compression.Compression;
import org.jkmod.port.Decompressor;

/**
 * The parameters of a module by its symbols: those that are made by module_param_call() have no
 * field in .modinfo, but each has a symbol {@code __param_str_NAME}.
 */
final class ParameterSymbols {
  private static final String SYMBOL = "__param_str_";

  private final String image;

  private ParameterSymbols(String image) {
    this.image = image;
  }

  static ParameterSymbols read(SystemRoot root, String path, Decompressor decompressor)
      throws IOException {
    try (FileSource source = root.open(path)) {
      Bytes bytes = source.read(0, source.size(), "module");
      byte[] image = Compression.of(bytes).decompress(bytes.toArray(), decompressor);
      return new ParameterSymbols(new String(image, StandardCharsets.ISO_8859_1));
    }
  }

  /** Whether it may have the parameter; where symbols are stripped, whether it has the word. */
  boolean has(String name) {
    String alike = name.replace('-', '_');
    return image.contains(SYMBOL)
        ? image.contains(SYMBOL + alike + "\0")
        : image.contains("\0" + alike + "\0");
  }
}
