package org.jkmod.closure;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jkmod.SystemRoot;
import org.jkmod.bytes.Bytes;
import org.jkmod.bytes.FileSource;
import org.jkmod.bytes.MalformedException;
import org.jkmod.compression.Compression;
import org.jkmod.compression.ContentReader;
import org.jkmod.compression.LargeContentException;
import org.jkmod.elf.ElfFile;
import org.jkmod.index.ModuleDirectory;
import org.jkmod.modinfo.BuiltinModules;
import org.jkmod.modinfo.ModuleInfo;
import org.jkmod.port.Decompressor;
import org.jkmod.workers.Workers;
import org.jspecify.annotations.Nullable;

/** Reads which firmware modules and parts of the kernel name, on all processors. */
final class FirmwareNames {
  private static final String FIELD = "firmware";

  /** For the headers of a file and its .modinfo, in bytes. */
  private static final int SCRATCH = 1 << 16;

  private static final int FEW = 8;

  private final SystemRoot root;
  private final ModuleDirectory directory;
  private final Decompressor decompressor;
  private @Nullable Map<String, ModuleInfo> builtins;

  FirmwareNames(SystemRoot root, ModuleDirectory directory, Decompressor decompressor) {
    this.root = root;
    this.directory = directory;
    this.decompressor = decompressor;
  }

  /**
   * The names as they stand in the modules, in their order; some are patterns.
   *
   * @throws IOException when a file cannot be read or is damaged
   */
  List<List<String>> of(List<NamedModule> modules) throws IOException {
    List<List<String>> names = new ArrayList<>(Collections.nCopies(modules.size(), List.of()));
    List<Integer> files = new ArrayList<>();
    for (int i = 0; i < modules.size(); i++) {
      if (modules.get(i).path() != null) {
        files.add(i);
      } else {
        ModuleInfo builtin = builtins().get(modules.get(i).name().text());
        names.set(i, builtin == null ? List.of() : builtin.all(FIELD));
      }
    }
    // For fewer files it does not pay to start a thread.
    int threads = files.size() < FEW ? 1 : Runtime.getRuntime().availableProcessors();
    Workers.<IOException>run(
        files.size(),
        threads,
        () -> {
          ContentReader reader = new ContentReader(decompressor, Compression.LIMIT, SCRATCH);
          return next -> {
            int index = files.get(next);
            List<String> found = read(modules.get(index), reader);
            // Each index is one thread's alone, and the list's array is not made anew.
            names.set(index, found);
          };
        },
        begun -> {});
    return names;
  }

  private List<String> read(NamedModule module, ContentReader reader) throws IOException {
    String path = Objects.requireNonNull(module.path());
    try (FileSource file = root.open(path)) {
      Bytes section = ElfFile.parse(reader.contents(file)).section(".modinfo");
      return section == null ? List.of() : ModuleInfo.values(section, FIELD);
    } catch (MalformedException | LargeContentException e) {
      FileSystemException named = new FileSystemException(path, null, e.getMessage());
      named.initCause(e);
      throw named;
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
