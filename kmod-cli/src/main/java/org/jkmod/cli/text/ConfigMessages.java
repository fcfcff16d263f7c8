package org.jkmod.cli.text;

import java.nio.file.NoSuchFileException;
import org.jkmod.config.ConfigProblem;

/** Problems of the configuration in kmod's words. */
public final class ConfigMessages {
  private ConfigMessages() {}

  /** The line, its end included: it goes to stderr whatever the tool's log does. */
  public static String line(ConfigProblem problem) {
    return "libkmod: ERROR: " + text(problem) + "\n";
  }

  /** The line that depmod prints. */
  public static String depmodLine(ConfigProblem problem) {
    return problem instanceof ConfigProblem.BadLine(var origin, var word)
        ? "depmod: ERROR: " + origin + ": ignoring bad line starting with '" + word + "'\n"
        : line(problem);
  }

  private static String text(ConfigProblem problem) {
    return switch (problem) {
      case ConfigProblem.BadLine(var origin, var word) ->
          "kmod_config_parse: "
              + origin.source()
              + " line "
              + origin.line()
              + ": ignoring bad line starting with '"
              + word
              + "'";
      case ConfigProblem.ObsoleteKeyword(var origin, var keyword) ->
          "kmod_config_parse: "
              + origin.source()
              + ": command "
              + keyword
              + " is deprecated and not parsed anymore";
      case ConfigProblem.NestedFolder(var path) ->
          "conf_files_filter_out: Directories inside directories are not supported: " + path;
      case ConfigProblem.Unreadable(var path, var cause)
          when cause instanceof NoSuchFileException ->
          "conf_files_filter_out: Cannot stat directory entry: " + path;
      case ConfigProblem.Unreadable(var path, var cause) ->
          "could not read " + path + ": " + ErrnoText.of(cause);
      case ConfigProblem.BadCommandLineName(var name) ->
          "kcmdline_parse_result: Ignoring bad option on kernel command line while parsing module"
              + " name: '"
              + name
              + "'";
    };
  }
}
