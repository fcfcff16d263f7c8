package org.jkmod.index;

import java.util.ArrayList;
import java.util.List;
import org.jkmod.ModulePath;
import org.jspecify.annotations.Nullable;

/**
 * A line of modules.dep: {@code path: path path …}, relative to the folder of the modules unless
 * they start with a slash.
 *
 * @param path the module's file
 * @param dependencies the files that it needs: what needs others comes before those
 */
public record DependencyLine(ModulePath path, List<ModulePath> dependencies) {
  public DependencyLine {
    dependencies = List.copyOf(dependencies);
  }

  /** Reads a line, null when it has no colon. */
  public static @Nullable DependencyLine parse(String line) {
    int colon = line.indexOf(':');
    if (colon < 0) {
      return null;
    }
    List<ModulePath> dependencies = new ArrayList<>();
    // Not by a regular expression: every query comes through here, and those take their time to
    // start.
    int start = colon + 1;
    for (int at = start; at <= line.length(); at++) {
      if (at == line.length() || line.charAt(at) == ' ' || line.charAt(at) == '\t') {
        if (at > start) {
          dependencies.add(ModulePath.asWritten(line.substring(start, at)));
        }
        start = at + 1;
      }
    }
    return new DependencyLine(ModulePath.asWritten(line.substring(0, colon)), dependencies);
  }
}
