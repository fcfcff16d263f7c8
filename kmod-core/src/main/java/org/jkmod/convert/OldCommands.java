package org.jkmod.convert;

import java.util.List;
import java.util.stream.Collectors;
import org.jkmod.convert.OldNames.All;
import org.jkmod.convert.OldNames.FirstOf;
import org.jkmod.convert.OldNames.Meaning;
import org.jkmod.convert.OldNames.Nothing;
import org.jkmod.convert.OldNames.Off;
import org.jkmod.convert.OldNames.Unsayable;
import org.jspecify.annotations.Nullable;

/** The commands of install and remove lines. */
final class OldCommands {
  private static final String MODPROBE = "/sbin/modprobe ";

  private OldCommands() {}

  /**
   * What loads what a name means.
   *
   * @param meaning null for a module of that name
   */
  static String loading(String name, @Nullable Meaning meaning) {
    return switch (meaning) {
      case null -> MODPROBE + "--ignore-install " + name + " $CMDLINE_OPTS";
      case All all ->
          all.modules().size() == 1
              ? MODPROBE + all.modules().get(0) + " $CMDLINE_OPTS"
              : anyOf(all.modules());
      case FirstOf first -> firstOf(first.names());
      case Off off -> "/bin/false";
      case Nothing nothing -> "/bin/true";
      case Unsayable unsayable -> "/bin/false";
    };
  }

  /** What removes it. */
  static String removing(String name, @Nullable Meaning meaning) {
    return switch (meaning) {
      case null -> MODPROBE + "-r --ignore-remove " + name;
      case All all -> MODPROBE + "-r -a " + String.join(" ", all.modules().reversed());
      case FirstOf first -> MODPROBE + "-r -q -a " + String.join(" ", first.names());
      case Off off -> "/bin/true";
      case Nothing nothing -> "/bin/true";
      case Unsayable unsayable -> "/bin/true";
    };
  }

  /** A command with others before and after it; whether those succeed does not count. */
  static String line(@Nullable String before, String command, @Nullable String after) {
    String result = before == null ? "" : Shell.group(before) + "; ";
    boolean isPart = before != null || after != null;
    boolean isList = command.indexOf(';') >= 0 || command.indexOf('&') >= 0;
    result += isPart && isList ? Shell.group(command) : command;
    return after == null ? result : result + " && { " + Shell.group(after) + "; :; }";
  }

  private static String firstOf(List<String> names) {
    return names.stream().map(name -> MODPROBE + "-q " + name).collect(Collectors.joining(" || "));
  }

  /** All are tried; one that succeeds is enough. */
  private static String anyOf(List<String> names) {
    String list = String.join(" ", names);
    return "s=1; for m in " + list + "; do " + MODPROBE + "-q $m && s=0; done; (exit $s)";
  }
}
