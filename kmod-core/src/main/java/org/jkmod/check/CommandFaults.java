package org.jkmod.check;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jkmod.ModuleName;
import org.jkmod.SystemRoot;
import org.jkmod.bytes.Glob;
import org.jkmod.config.ModprobeConfig;
import org.jkmod.config.Rule;

/** What is wrong with install and remove lines. */
final class CommandFaults {
  /** MAX_ARG_STRLEN, which the NUL at the end counts for. */
  private static final int LONGEST_COMMAND = 131071;

  private static final List<String> PATH =
      List.of("/usr/sbin", "/usr/bin", "/sbin", "/bin", "/usr/local/sbin", "/usr/local/bin");

  /** What the shell does itself, or what may stand before a program. */
  private static final Set<String> OF_THE_SHELL =
      Set.of(
          ":", ".", "!", "(", "{", "[", "cd", "if", "for", "while", "case", "until", "test", "true",
          "false", "echo", "printf", "exec", "exit", "eval", "export", "set", "command", "umask",
          "trap", "read", "ulimit", "wait", "unset", "shift", "type");

  private static final Pattern PLAIN = Pattern.compile("[-A-Za-z0-9_./+]+");
  private static final Pattern ENDS = Pattern.compile("[;&|]+");
  private static final Pattern BLANKS = Pattern.compile("[ \t]+");

  private final SystemRoot root;
  private final ModprobeConfig config;
  private final Kernels kernels;
  private final Findings found;

  CommandFaults(SystemRoot root, ModprobeConfig config, Kernels kernels, Findings found) {
    this.root = root;
    this.config = config;
    this.kernels = kernels;
    this.found = found;
  }

  void check() throws IOException {
    for (Rule.Install install : config.installs()) {
      command(install, install.command());
      install(install);
    }
    for (Rule.Remove remove : config.removes()) {
      command(remove, remove.command());
    }
  }

  private void command(Rule rule, String command) {
    if (command.length() > LONGEST_COMMAND) {
      found.report(Fault.COMMAND_TOO_LONG, rule, String.valueOf(command.length()));
      return;
    }
    List<String> words = words(command);
    String program = words.isEmpty() ? "" : words.getFirst();
    // What has quotes, variables or assignments is for the shell alone to say.
    if (PLAIN.matcher(program).matches() && !OF_THE_SHELL.contains(program) && !exists(program)) {
      found.report(Fault.COMMAND_MISSING, rule, program);
    }
  }

  private static List<String> words(String command) {
    return List.of(BLANKS.split(command.strip(), 0));
  }

  private boolean exists(String program) {
    if (program.indexOf('/') >= 0) {
      return root.exists(program);
    }
    for (String folder : PATH) {
      if (root.exists(folder + "/" + program)) {
        return true;
      }
    }
    return false;
  }

  private void install(Rule.Install rule) throws IOException {
    String module = rule.pattern();
    if (Glob.isPattern(module)) {
      return;
    }
    ModuleName name = Kernels.named(module);
    if (callsItself(name, rule.command())) {
      found.report(Fault.INSTALL_LOOP, rule, module);
    }
    Rule.Install first = config.installOf(name);
    if (first != null && !first.origin().equals(rule.origin())) {
      found.report(Fault.INSTALL_SECOND, rule, module, first.origin().toString());
      return;
    }
    Rule.Softdep softdep = config.softdepOf(name);
    if (softdep != null && (!softdep.pre().isEmpty() || !softdep.post().isEmpty())) {
      found.report(Fault.INSTALL_DEFEATED, rule, module, softdep.origin().toString());
    }
    if (!kernels.isEmpty() && RuleFaults.isAdministrators(rule)) {
      if (kernels.isOnlyBuiltin(name)) {
        found.report(Fault.INSTALL_BUILTIN, rule, module);
      } else if (!kernels.has(name) && isBlocking(rule.command())) {
        found.report(Fault.INSTALL_MISSING, rule, module);
      }
    }
  }

  /** Whether the line is there to keep the module out. */
  static boolean isBlocking(String command) {
    List<String> words = words(command);
    String program = words.getFirst();
    String name = program.substring(program.lastIndexOf('/') + 1);
    return name.equals("false") || name.equals("true") || name.equals(":");
  }

  /** Whether one of its commands is modprobe for the module, and would start this one again. */
  private static boolean callsItself(ModuleName module, String command) {
    for (String part : ENDS.split(command, 0)) {
      List<String> words = new ArrayList<>(words(part));
      words.removeIf(word -> word.equals("exec") || word.equals("command"));
      if (words.isEmpty() || !(words.getFirst().equals("modprobe") || isModprobe(words))) {
        continue;
      }
      boolean ignores = false;
      boolean names = false;
      for (String word : words.subList(1, words.size())) {
        ignores |=
            word.startsWith("--ignore")
                || word.equals("-r")
                || word.equals("--remove")
                || (word.matches("-[a-zA-Z]+") && word.indexOf('i') >= 0);
        names |= ModuleName.of(word).equals(module);
      }
      if (names && !ignores) {
        return true;
      }
    }
    return false;
  }

  private static boolean isModprobe(List<String> words) {
    return words.getFirst().endsWith("/modprobe");
  }
}
