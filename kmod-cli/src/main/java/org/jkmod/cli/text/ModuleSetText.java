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
    };
  }
}
