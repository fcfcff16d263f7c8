package org.jkmod.diagnose;

import java.util.List;

/** Why a name stands for no module. */
public sealed interface Absence {
  /**
   * The kernel has no folder of modules.
   *
   * @param path where it would be
   * @param others releases that have one, sorted; may be empty
   */
  record NoFolder(String path, List<String> others) implements Absence {
    public NoFolder {
      others = List.copyOf(others);
    }
  }

  /**
   * The index of modules is missing, and what it was made from also.
   *
   * @param path the index
   */
  record NoIndex(String path) implements Absence {}

  /** There are modules whose names differ by a slip or two; at least one, sorted. */
  record SimilarNames(List<String> names) implements Absence {
    public SimilarNames {
      names = List.copyOf(names);
    }
  }
}
