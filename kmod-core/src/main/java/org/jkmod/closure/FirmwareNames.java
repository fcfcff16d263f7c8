package org.jkmod.closure;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jkmod.SystemRoot;
import org.jkmod.bytes.Bytes;
import org.jkmod.bytes.FileSource;
import org.jkmod.compression.Compression;
import org.jkmod.compression.ContentReader;
import org.jkmod.elf.ElfFile;
import org.jkmod.index.ModuleDirectory;
import org.jkmod.modinfo.BuiltinModules;
import org.jkmod.modinfo.ModuleInfo;
import org.jkmod.port.Decompressor;
import org.jspecify.annotations.Nullable;

/** Reads which firmware modules and parts of the kernel name. Not for several threads at once. */
final class FirmwareNames {
  private static final String FIELD = "firmware";

  /** For the headers of a file and its .modinfo, in bytes. */
  private static final int SCRATCH = 1 << 16;

  private final SystemRoot root;
  private final ModuleDirectory directory;
  private final ContentReader reader;
  private @Nullable Map<String, ModuleInfo> builtins;

  FirmwareNames(SystemRoot root, ModuleDirectory directory, Decompressor decompressor) {
    this.root = root;
    this.directory = directory;
    this.reader = new ContentReader(decompressor, Compression.LIMIT, SCRATCH);
  }

  /** The names as they stand in the module; some are patterns. */
  List<String> of(NamedModule module) throws IOException {
    String path = module.path();
    if (path == null) {
      ModuleInfo builtin = builtins().get(module.name());
      return builtin == null ? List.of() : builtin.all(FIELD);
    }
    try (FileSource file = root.open(path)) {
      Bytes section = ElfFile.parse(reader.contents(file)).section(".modinfo");
      return section == null ? List.of() : ModuleInfo.values(section, FIELD);
    }
  }

  private Map<String, ModuleInfo> builtins() throws IOException {
    Map<String, ModuleInfo> known = builtins;
    if (known == null) {
      String text = root.readIfPresent(directory.path() + "/modules.builtin.modinfo");
      known = BuiltinModules.parse(text == null ? "" : text).modules();
      builtins = known;
    }
    return known;
  }
}
