package org.jkmod.check;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jkmod.Kmod;
import org.jkmod.ModuleName;
import org.jkmod.SystemRoot;
import org.jkmod.config.ConfigProblem;
import org.jkmod.config.ConfigReader;
import org.jkmod.config.ConfigReader.DepmodRules;
import org.jkmod.config.DepmodConfig;
import org.jkmod.config.Origin;

/** What is wrong with the lines of depmod.d. */
final class DepmodFaults {
  /** Where every depmod looks; it is there once something is in it. */
  private static final String UPDATES = "updates";

  private final SystemRoot root;
  private final Kernels kernels;
  private final Findings found;

  DepmodFaults(SystemRoot root, Kernels kernels, Findings found) {
    this.root = root;
    this.kernels = kernels;
    this.found = found;
  }

  void check() throws IOException {
    DepmodRules rules = new ConfigReader(root).readDepmod(List.of());
    for (ConfigProblem problem : rules.problems()) {
      found.accept(
          switch (problem) {
            case ConfigProblem.BadLine(var origin, var word) ->
                Finding.of(Fault.DEPMOD_BAD_LINE, origin, word);
            case ConfigProblem.ObsoleteKeyword(var origin, var word) ->
                Finding.of(Fault.OBSOLETE_KEYWORD, origin, word);
            case ConfigProblem.NestedFolder(var path) -> Finding.of(Fault.FILE_IS_FOLDER, path);
            case ConfigProblem.Unreadable(var path, var cause) ->
                Finding.of(Fault.FILE_UNREADABLE, path, Reasons.of(cause));
            case ConfigProblem.BadCommandLineName(var name) ->
                Finding.of(Fault.BAD_COMMAND_LINE_NAME, "/proc/cmdline", name);
          });
    }
    if (kernels.isEmpty()) {
      return;
    }
    DepmodConfig config = rules.config();
    for (DepmodConfig.Search search : config.searches()) {
      if (search instanceof DepmodConfig.Search.Folder(var folder)
          && !folder.equals(UPDATES)
          && !isInAKernel(folder)) {
        report(Fault.SEARCH_FOLDER_MISSING, List.of("search", folder), folder);
      }
    }
    for (DepmodConfig.OverrideRule rule : config.overrides()) {
      pattern(rule.release(), List.of("override", rule.module(), rule.release()));
      if (!hasModule(rule.folder(), rule.module())) {
        report(
            Fault.OVERRIDE_MATCHES_NOTHING,
            List.of("override", rule.module(), rule.release(), rule.folder()),
            rule.module(),
            rule.folder());
      }
    }
    for (DepmodConfig.External external : config.externals()) {
      pattern(external.release(), List.of("external", external.release()));
      if (!root.exists(external.folder())) {
        report(
            Fault.EXTERNAL_FOLDER_MISSING,
            List.of("external", external.release(), external.folder()),
            external.folder());
      }
    }
  }

  private void report(Fault fault, List<String> words, String... facts) throws IOException {
    found.report(fault, origin(words), facts);
  }

  private void pattern(String release, List<String> words) throws IOException {
    if (release.equals("*")) {
      return;
    }
    try {
      Pattern.compile(release);
    } catch (PatternSyntaxException e) {
      report(Fault.BAD_RELEASE_PATTERN, words, release);
    }
  }

  private boolean isInAKernel(String folder) {
    for (Kmod kernel : kernels.all()) {
      if (root.exists(kernel.directory().path() + "/" + folder)) {
        return true;
      }
    }
    return false;
  }

  private boolean hasModule(String folder, String module) throws IOException {
    for (Kmod kernel : kernels.all()) {
      String path = kernel.directory().path() + "/" + folder;
      if (root.isFolder(path)) {
        for (String name : root.list(path)) {
          boolean isIt = name.substring(0, Math.max(0, name.indexOf('.'))).equals(module);
          if (isIt && ModuleName.isModuleFile(name)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** The first line that starts with a word and has others; the rules themselves do not tell. */
  private Origin origin(List<String> words) throws IOException {
    for (String folder : ConfigReader.DEPMOD_FOLDERS) {
      if (!root.isFolder(folder)) {
        continue;
      }
      for (String name : root.list(folder)) {
        String path = folder + "/" + name;
        boolean isRead = name.endsWith(".conf") && root.isFile(path);
        int number = isRead ? line(root.read(path), words) : 0;
        if (number > 0) {
          return new Origin(path, number);
        }
      }
    }
    return new Origin(ConfigReader.DEPMOD_FOLDERS.getFirst(), 0);
  }

  /** The number of that line, 0 when there is none. */
  private static int line(String text, List<String> words) {
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      List<String> own = List.of(line.strip().split("[ \t]+", -1));
      if (own.getFirst().equals(words.getFirst()) && own.containsAll(words)) {
        return number;
      }
    }
    return 0;
  }
}
