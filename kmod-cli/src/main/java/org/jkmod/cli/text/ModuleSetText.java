package org.jkmod.cli.text;

import org.jkmod.boot.ModuleSet;

/** What systemd-modules-load says, in its words. */
public final class ModuleSetText {
  private ModuleSetText() {}

  /** What was passed over of the files and the kernel's command line. */
  public static String of(ModuleSet.Problem problem) {
    return switch (problem) {
      case ModuleSet.NotOpened(var path, var cause) ->
          "Failed to open " + path + ": " + ErrnoText.of(cause);
      case ModuleSet.NotRead(var path, var cause) ->
          "Failed to read file '" + path + "': " + ErrnoText.of(cause);
      case ModuleSet.NoValue(var name) ->
          "Missing argument for " + name + "= kernel command line switch, ignoring.";
      case ModuleSet.BadValue(var name) ->
          """
          Failed to parse %s= kernel command line option: Invalid argument
          Failed to parse kernel command line, ignoring: Invalid argument\
          """
              .formatted(name);
    };
  }
}
