package org.jkmod.index;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of modules.dep: {@code path: path path …}, relative to the folder of the modules unless
 * they start with a slash.
 *
 * @param path the module's file
 * @param dependencies the files that it needs: what needs others comes before those
 */
public record DependencyLine(String path, List<String> dependencies) {
  public DependencyLine {
    dependencies = List.copyOf(dependencies);
  }

  /** Reads a line, null when it has no colon. */
  public static @Nullable DependencyLine parse(String line) {
    int colon = line.indexOf(':');
    if (colon < 0) {
      return null;
    }
    List<String> dependencies = new ArrayList<>();
    for (String path : line.substring(colon + 1).split("[ \t]+", -1)) {
      if (!path.isEmpty()) {
        dependencies.add(path);
      }
    }
    return new DependencyLine(line.substring(0, colon), dependencies);
  }
}
