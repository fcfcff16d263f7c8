package org.jkmod.diagnose;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jkmod.ModuleName;
import org.jkmod.SystemRoot;
import org.jkmod.index.ModuleDirectory;
import org.jkmod.index.ModuleDirectory.Index;

/** Tells why a lookup found no module. */
public final class NotFound {
  /** Of longer names, two slips; of shorter ones, where two make any other name, one. */
  private static final int LONG_NAME = 6;

  /** No module's name is longer (MODULE_NAME_LEN); text of another kind may be. */
  private static final int LONGEST_NAME = 64;

  private NotFound() {}

  /**
   * What is the matter; empty when nothing shows it.
   *
   * @param name what was looked for
   */
  public static List<Absence> of(String name, SystemRoot root, ModuleDirectory modules)
      throws IOException {
    if (!root.isFolder(modules.path())) {
      return List.of(new Absence.NoFolder(modules.path(), others(root, modules.path())));
    }
    boolean hasText = root.exists(modules.path() + "/modules.dep");
    if (modules.missing().contains(Index.DEPENDENCIES) && !hasText) {
      return List.of(new Absence.NoIndex(modules.path() + "/" + Index.DEPENDENCIES.fileName()));
    }
    List<String> similar = similar(ModuleName.normalize(name), modules);
    return similar.isEmpty() ? List.of() : List.of(new Absence.SimilarNames(similar));
  }

  private static List<String> others(SystemRoot root, String path) {
    List<String> releases = new ArrayList<>();
    String folder = path.substring(0, path.lastIndexOf('/') + 1);
    try {
      for (String name : root.list(folder)) {
        if (root.isFolder(folder + name)) {
          releases.add(name);
        }
      }
    } catch (IOException e) {
      return List.of();
    }
    return releases;
  }

  private static List<String> similar(String name, ModuleDirectory modules) throws IOException {
    if (name.length() > LONGEST_NAME) {
      return List.of();
    }
    SimilarKeys similar = new SimilarKeys(name, name.length() < LONG_NAME ? 1 : 2);
    for (Index index : new Index[] {Index.DEPENDENCIES, Index.BUILTINS}) {
      modules.walk(index, similar);
    }
    return similar.found();
  }
}
