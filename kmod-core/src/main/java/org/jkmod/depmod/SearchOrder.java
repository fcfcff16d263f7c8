package org.jkmod.depmod;

import java.util.List;
import org.jkmod.config.DepmodConfig;

/**
 * Which of two files of one name counts: an override line decides first, then the order of the
 * search line, where {@code built-in} stands for whatever no other entry names.
 */
final class SearchOrder {
  private final DepmodConfig config;
  private final String moduleDirectory;
  private final String release;

  SearchOrder(DepmodConfig config, String moduleDirectory, String release) {
    this.config = config;
    this.moduleDirectory = moduleDirectory;
    this.release = release;
  }

  /** Whether the second comes before the first. Of two that are equal the first stays. */
  boolean isHigher(FoundModule known, FoundModule other) {
    // Of several lines for a module the last comes first.
    for (DepmodConfig.OverrideRule override : config.overrides().reversed()) {
      if (override.appliesTo(known.name(), release)) {
        String folder = moduleDirectory + "/" + override.folder() + "/";
        if (isDirectlyIn(known.path(), folder)) {
          return false;
        }
        if (isDirectlyIn(other.path(), folder)) {
          return true;
        }
      }
    }
    return rank(other.path()) < rank(known.path());
  }

  private static boolean isDirectlyIn(String path, String folder) {
    return path.startsWith(folder) && path.indexOf('/', folder.length()) < 0;
  }

  private int rank(String path) {
    List<DepmodConfig.Search> searches = config.searches();
    int builtin = searches.size();
    for (int i = 0; i < searches.size(); i++) {
      switch (searches.get(i)) {
        case DepmodConfig.Search.Builtin ignored -> builtin = i;
        case DepmodConfig.Search.External ignored -> {
          for (DepmodConfig.External external : config.externals()) {
            if (external.appliesTo(release) && isBelow(path, external.folder())) {
              return i;
            }
          }
        }
        case DepmodConfig.Search.Folder folder -> {
          if (isBelow(path, moduleDirectory + "/" + folder.path())) {
            return i;
          }
        }
      }
    }
    return builtin;
  }

  private static boolean isBelow(String path, String folder) {
    return path.startsWith(folder)
        && path.length() > folder.length()
        && path.charAt(folder.length()) == '/';
  }
}
