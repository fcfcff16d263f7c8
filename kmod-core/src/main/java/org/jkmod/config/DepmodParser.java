package org.jkmod.config;

import java.util.ArrayList;
import java.util.List;

/** The lines of depmod.d(5). */
final class DepmodParser {
  private final List<DepmodConfig.Search> searches = new ArrayList<>();
  private final List<DepmodConfig.OverrideRule> overrides = new ArrayList<>();
  private final List<DepmodConfig.External> externals = new ArrayList<>();
  private final List<String> excluded = new ArrayList<>();
  private final List<ConfigProblem> problems;

  DepmodParser(List<ConfigProblem> problems) {
    this.problems = problems;
  }

  void parseFile(String path, byte[] text) {
    for (ConfigLines lines = new ConfigLines(text); lines.next(); ) {
      Words words = lines.words();
      String keyword = words.next();
      if (keyword != null && !parse(keyword, words)) {
        Origin origin = new Origin(path, lines.number());
        problems.add(new ConfigProblem.BadLine(origin, keyword));
      }
    }
  }

  private boolean parse(String keyword, Words words) {
    switch (keyword) {
      case "search" -> {
        for (String word = words.next(); word != null; word = words.next()) {
          searches.add(search(word));
        }
        return true;
      }
      case "override" -> {
        String module = words.next();
        String release = words.next();
        String folder = words.next();
        if (module == null || release == null || folder == null) {
          return false;
        }
        overrides.add(new DepmodConfig.OverrideRule(module, release, folder));
        return true;
      }
      case "external" -> {
        String release = words.next();
        String folder = words.next();
        if (release == null || folder == null) {
          return false;
        }
        externals.add(new DepmodConfig.External(release, folder));
        return true;
      }
      case "exclude" -> {
        for (String word = words.next(); word != null; word = words.next()) {
          excluded.add(word);
        }
        return true;
      }
      case "make_map_files" -> {
        // The maps of old kernels; nothing reads them any more.
        return true;
      }
      case "include" -> {
        return true;
      }
      default -> {
        return false;
      }
    }
  }

  private static DepmodConfig.Search search(String word) {
    return switch (word) {
      case "built-in" -> new DepmodConfig.Search.Builtin();
      case "external" -> new DepmodConfig.Search.External();
      default -> new DepmodConfig.Search.Folder(word);
    };
  }

  DepmodConfig config() {
    List<DepmodConfig.Search> order =
        searches.isEmpty() ? DepmodConfig.DEFAULT.searches() : searches;
    return new DepmodConfig(order, overrides, externals, excluded);
  }
}
