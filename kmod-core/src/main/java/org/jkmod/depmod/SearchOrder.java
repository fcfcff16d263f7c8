package org.jkmod.depmod;

import java.util.List;
import org.jkmod.SystemRoot;
import org.jkmod.config.DepmodConfig;
import org.jspecify.annotations.Nullable;

/**
 * Which of two files of one name counts: an override line decides first, then the order of the
 * search line, where {@code built-in} stands for whatever no other entry names.
 */
final class SearchOrder {
  private final SystemRoot root;
  private final DepmodConfig config;
  private final String moduleDirectory;
  private final String release;

  SearchOrder(SystemRoot root, DepmodConfig config, String moduleDirectory, String release) {
    this.root = root;
    this.config = config;
    this.moduleDirectory = moduleDirectory;
    this.release = release;
  }

  /** Which of two files counts, and what decided. */
  record Choice(FoundModule kept, FoundModule dropped, String reason) {}

  /** Chooses between the file that was found first and another. */
  Choice choose(FoundModule first, FoundModule other) {
    // Of several lines for a module the last comes first.
    for (DepmodConfig.OverrideRule override : config.overrides().reversed()) {
      if (isChosen(first, override)) {
        return new Choice(first, other, line(override));
      }
      if (isChosen(other, override)) {
        return new Choice(other, first, line(override));
      }
    }
    int rank = rank(first.path());
    int otherRank = rank(other.path());
    if (otherRank < rank) {
      return new Choice(other, first, bySearch(otherRank, rank));
    }
    if (otherRank < rankBeside(first.path(), other.path())) {
      return new Choice(other, first, "the last that was found in " + word(otherRank));
    }
    String reason = rank < otherRank ? bySearch(rank, otherRank) : "the first that was found";
    return new Choice(first, other, reason);
  }

  private String bySearch(int rank, int otherRank) {
    return "search: " + word(rank) + " comes before " + word(otherRank);
  }

  /** The entry of the search line; what comes after all of them is what none of them names. */
  private String word(int rank) {
    List<DepmodConfig.Search> searches = config.searches();
    if (rank == searches.size()) {
      return "the rest";
    }
    return switch (searches.get(rank)) {
      case DepmodConfig.Search.Builtin ignored -> "built-in";
      case DepmodConfig.Search.External ignored -> "external";
      case DepmodConfig.Search.Folder folder -> folder.path();
    };
  }

  /** The line names the file as it is called, {@code -} and {@code _} apart, and its folder. */
  private boolean isChosen(FoundModule module, DepmodConfig.OverrideRule override) {
    String path = module.path();
    String folder = moduleDirectory + "/" + override.folder() + "/";
    if (!path.startsWith(folder) || path.indexOf('/', folder.length()) >= 0) {
      return false;
    }
    int dot = path.indexOf('.', folder.length());
    String name = path.substring(folder.length(), dot < 0 ? path.length() : dot);
    return override.appliesTo(name, release);
  }

  private static String line(DepmodConfig.OverrideRule override) {
    return String.join(" ", "override", override.module(), override.release(), override.folder());
  }

  private int rank(String path) {
    return rankBeside(path, null);
  }

  /**
   * @param other a path whose folders do not count for this one, as kmod takes each entry with a
   *     folder for the path that it looks at second alone; null for none
   */
  private int rankBeside(String path, @Nullable String other) {
    List<DepmodConfig.Search> searches = config.searches();
    int builtin = -1;
    for (int i = 0; i < searches.size(); i++) {
      switch (searches.get(i)) {
        case DepmodConfig.Search.Builtin ignored -> builtin = builtin < 0 ? i : builtin;
        case DepmodConfig.Search.External ignored -> {
          for (DepmodConfig.External external : config.externals()) {
            if (external.appliesTo(release) && isBelow(path, root.absolute(external.folder()))) {
              return i;
            }
          }
        }
        case DepmodConfig.Search.Folder folder -> {
          String searched = moduleDirectory + "/" + folder.path();
          if (isBelow(path, searched) && (other == null || !isBelow(other, searched))) {
            return i;
          }
        }
      }
    }
    return builtin < 0 ? searches.size() : builtin;
  }

  private static boolean isBelow(String path, String folder) {
    return path.startsWith(folder)
        && path.length() > folder.length()
        && path.charAt(folder.length()) == '/';
  }
}
