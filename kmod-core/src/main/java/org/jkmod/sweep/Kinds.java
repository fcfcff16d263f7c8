package org.jkmod.sweep;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jkmod.ModuleName;
import org.jkmod.index.DependencyLine;
import org.jkmod.index.ModuleDirectory;
import org.jkmod.index.ModuleDirectory.Index;
import org.jspecify.annotations.Nullable;

/**
 * Of which modules the kernel counts every use. A mounted file system, an open socket, an algorithm
 * or a device node that is open hold their module; a network device, a table of rules or a hook do
 * not, and of what is of no known kind nobody can tell.
 */
final class Kinds {
  /** How aliases start that stand for what is counted, with underscores as the index has them. */
  private static final List<String> COUNTED =
      List.of("fs_", "net_pf_", "crypto_", "devname:", "char_major_");

  /** Libraries of the network that do nothing by themselves. */
  private static final Set<String> NETWORK_LIBRARIES =
      Set.of("garp", "llc", "mrp", "p8022", "psnap", "slhc", "stp");

  private final ModuleDirectory directory;
  private final Map<ModuleName, List<String>> aliases = new HashMap<>();
  private final Set<ModuleName> needed = new HashSet<>();

  Kinds(ModuleDirectory directory) throws IOException {
    this.directory = directory;
    directory.forEach(
        Index.ALIASES,
        entry ->
            aliases
                .computeIfAbsent(entry.value().module(), key -> new ArrayList<>())
                .add(entry.key()));
    directory.forEach(
        Index.DEPENDENCIES,
        entry -> {
          DependencyLine line = DependencyLine.parse(entry.value().text());
          if (line != null) {
            line.dependencies().forEach(path -> needed.add(path.module()));
          }
        });
  }

  /** Where its file is; null when no index has it. */
  @Nullable String path(ModuleName module) throws IOException {
    DependencyLine line = directory.dependencies(module);
    return line == null ? null : directory.resolve(line.path());
  }

  /**
   * Whether the kernel counts all that uses it.
   *
   * @param path its file
   * @param isDriver whether it has drivers, whose devices can be seen
   */
  boolean isCounted(ModuleName module, String path, boolean isDriver) {
    List<String> own = aliases.getOrDefault(module, List.of());
    if (path.contains("/kernel/fs/nls/") || isAlgorithm(path)) {
      return true;
    }
    if (path.contains("/kernel/fs/") && own.stream().anyMatch(alias -> alias.startsWith("fs_"))) {
      return true;
    }
    // Every loop device with a file behind it holds the module.
    if (module.text().equals("loop")) {
      return true;
    }
    if (own.isEmpty()) {
      return isDriver || isLibrary(module, path);
    }
    return own.stream().allMatch(alias -> isCounted(alias) || (isDriver && isDevice(alias)));
  }

  private static boolean isAlgorithm(String path) {
    return path.contains("/kernel/crypto/")
        || path.contains("/kernel/lib/")
        || (path.contains("/kernel/arch/") && path.contains("/crypto/"));
  }

  private boolean isLibrary(ModuleName module, String path) {
    if (!needed.contains(module)) {
      return false;
    }
    return !path.contains("/kernel/net/") || NETWORK_LIBRARIES.contains(module.text());
  }

  private static boolean isCounted(String alias) {
    return COUNTED.stream().anyMatch(alias::startsWith);
  }

  /** Aliases of devices have the name of their bus before a colon. */
  private static boolean isDevice(String alias) {
    return alias.indexOf(':') > 0;
  }
}
