package org.jkmod.check;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jkmod.ModuleName;
import org.jkmod.SystemRoot;

/** The running kernel's command line, as far as it keeps code of its own from starting. */
final class CommandLine {
  private static final String INITCALL = "__initcall__kmod_";

  private final String text;

  CommandLine(String text) {
    this.text = text;
  }

  static CommandLine read(SystemRoot root) throws IOException {
    String text = root.readLiveIfPresent("/proc/cmdline");
    return new CommandLine(text == null ? "" : text);
  }

  /** The names that a parameter lists, with commas between; it may come several times. */
  List<String> list(String parameter) {
    List<String> names = new ArrayList<>();
    for (String word : text.split("\\s+", -1)) {
      if (word.startsWith(parameter + "=")) {
        names.addAll(List.of(word.substring(parameter.length() + 1).split(",", -1)));
      }
    }
    return names;
  }

  /**
   * The functions that start a module that is part of the kernel, as initcall_blacklist= takes
   * them: {@code __initcall__kmod_ext4__1045_7405_ext4_init_fs6} is ext4_init_fs, at level 6.
   */
  static List<String> initcalls(SystemRoot root, ModuleName module) throws IOException {
    List<String> functions = new ArrayList<>();
    String symbols = root.readLiveIfPresent("/proc/kallsyms");
    String wanted = INITCALL + module + "__";
    int at = symbols == null ? -1 : symbols.indexOf(wanted);
    while (symbols != null && at >= 0) {
      int end = at;
      while (end < symbols.length() && symbols.charAt(end) > ' ') {
        end++;
      }
      String[] parts = symbols.substring(at + wanted.length(), end).split("_", 3);
      if (parts.length == 3) {
        functions.add(parts[2].replaceFirst("[0-9]s?$|(early|rootfs|con)$", ""));
      }
      at = symbols.indexOf(wanted, end);
    }
    return functions;
  }
}
