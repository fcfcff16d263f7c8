package org.jkmod.check;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jkmod.ModuleFile;
import org.jkmod.ModuleName;
import org.jkmod.SystemRoot;
import org.jkmod.bytes.Bytes;
import org.jkmod.bytes.FileSource;
import org.jkmod.bytes.MalformedException;
import org.jkmod.compression.Compression;
import org.jkmod.compression.KernelDecompression;
import org.jkmod.port.Decompressor;
import org.jspecify.annotations.Nullable;

/** What is wrong with modules' files, each by itself. */
final class ModuleFileFaults {
  private final SystemRoot root;
  private final Decompressor decompressor;
  private final String release;
  private final String kernelCompression;
  private final @Nullable String enforced;
  private final Findings found;

  /** The first module's, which the others are to be for too; -1 before that. */
  private int machine = -1;

  /**
   * @param release of the kernel whose modules they are
   * @param kernelCompression what the kernel decompresses itself, empty for nothing or when it is
   *     not known
   * @param enforced what makes the kernel refuse modules without a signature, null when nothing
   *     does
   */
  ModuleFileFaults(
      SystemRoot root,
      Decompressor decompressor,
      String release,
      String kernelCompression,
      @Nullable String enforced,
      Findings found) {
    this.root = root;
    this.decompressor = decompressor;
    this.release = release;
    this.kernelCompression = kernelCompression;
    this.enforced = enforced;
    this.found = found;
  }

  /** Checks files; those of the kernel's own package should come first. */
  void check(Map<ModuleName, List<String>> filesByName) {
    List<String> own = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (List<String> files : filesByName.values()) {
      for (String file : files) {
        (file.contains("/kernel/") ? own : others).add(file);
      }
    }
    own.addAll(others);
    own.forEach(this::check);
  }

  private void check(String file) {
    try {
      compression(file);
      try (ModuleFile module = ModuleFile.open(root, file, decompressor)) {
        check(file, module);
      }
    } catch (MalformedException e) {
      found.report(Fault.MODULE_DAMAGED, file, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      found.report(Fault.FILE_UNREADABLE, file, Reasons.of(e));
    }
  }

  private void check(String file, ModuleFile module) throws IOException {
    if (machine < 0) {
      machine = module.machine();
    }
    if (module.machine() != machine) {
      found.report(
          Fault.MODULE_OTHER_MACHINE,
          file,
          String.valueOf(module.machine()),
          String.valueOf(machine));
      return;
    }
    String vermagic = module.info().first("vermagic");
    if (vermagic != null && !vermagic.split(" ", 2)[0].equals(release)) {
      found.report(Fault.MODULE_FOREIGN, file, vermagic.split(" ", 2)[0]);
    }
    if (enforced != null && module.signature() == null) {
      found.report(Fault.MODULE_UNSIGNED, file, enforced);
    }
  }

  private void compression(String file) throws IOException {
    try (FileSource source = root.open(file)) {
      int size = (int) Math.min(source.size(), KernelDecompression.HEADER_SIZE);
      Bytes start = source.read(0, size, "module");
      Compression compression = Compression.of(start);
      if (!suffix(compression).equals(suffixOf(file))) {
        found.report(Fault.MODULE_WRONG_SUFFIX, file, word(compression));
      } else if (compression != Compression.NONE
          && !kernelCompression.isEmpty()
          && !KernelDecompression.canRead(compression, start, kernelCompression)) {
        found.report(Fault.MODULE_NOT_DECOMPRESSED, file, word(compression));
      }
    }
  }

  private static String word(Compression compression) {
    return compression.name().toLowerCase(Locale.ROOT);
  }

  private static String suffix(Compression compression) {
    return switch (compression) {
      case NONE -> "ko";
      case GZIP -> "gz";
      case XZ -> "xz";
      case ZSTD -> "zst";
    };
  }

  private static String suffixOf(String file) {
    return file.substring(file.lastIndexOf('.') + 1);
  }
}
