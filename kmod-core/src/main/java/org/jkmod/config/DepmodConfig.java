package org.jkmod.config;

import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The rules of depmod.d(5). */
public record DepmodConfig(
    List<Search> searches,
    List<OverrideRule> overrides,
    List<External> externals,
    List<String> excluded) {
  /** What holds without any file: modules in updates/ come first. */
  public static final DepmodConfig DEFAULT =
      new DepmodConfig(
          List.of(new Search.Folder("updates"), new Search.Builtin()),
          List.of(),
          List.of(),
          List.of());

  public DepmodConfig {
    searches = List.copyOf(searches);
    overrides = List.copyOf(overrides);
    externals = List.copyOf(externals);
    excluded = List.copyOf(excluded);
  }

  /** An entry of a search line. */
  public sealed interface Search {
    /** A folder below that of the kernel's modules. */
    record Folder(String path) implements Search {}

    /** {@code built-in}: wherever no other entry applies. */
    record Builtin() implements Search {}

    /** {@code external}: the folders of the external lines. */
    record External() implements Search {}
  }

  /**
   * {@code override MODULE RELEASE FOLDER}
   *
   * @param release a regular expression that the kernel's release contains, or {@code *}
   */
  public record OverrideRule(String module, String release, String folder) {
    /** {@code name} is the file's own, up to its first dot. */
    public boolean appliesTo(String name, String runningRelease) {
      return module.equals(name) && matchesRelease(release, runningRelease);
    }
  }

  /** {@code external RELEASE FOLDER}: a relative one starts from the working directory. */
  public record External(String release, String folder) {
    public boolean appliesTo(String runningRelease) {
      return matchesRelease(release, runningRelease);
    }
  }

  private static boolean matchesRelease(String pattern, String release) {
    if (pattern.equals("*")) {
      return true;
    }
    try {
      return Pattern.compile(pattern).matcher(release).find();
    } catch (PatternSyntaxException e) {
      return false;
    }
  }
}
