package org.jkmod.cli.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jkmod.Kmod;
import org.jkmod.cli.CommandContext;
import org.jkmod.cli.args.Arguments;
import org.jkmod.cli.args.OptionTable;
import org.jkmod.cli.args.OptionsVariable;
import org.jkmod.cli.log.Priority;
import org.jkmod.cli.log.ToolLog;
import org.jkmod.cli.text.ConfigMessages;
import org.jkmod.cli.text.ErrnoText;
import org.jkmod.cli.text.IndexHints;
import org.jkmod.cli.text.Json;
import org.jkmod.config.ConfigProblem;
import org.jkmod.index.IndexException;
import org.jkmod.port.Commands;
import org.jspecify.annotations.Nullable;

/** Loads and removes modules with all that they depend on. */
public final class Modprobe extends Tool {
  private static final OptionTable OPTIONS =
      OptionTable.of("modprobe")
          .flag("-a,--all", "take every operand as a module, none as a parameter")
          .flag("-r,--remove", "remove modules, and what is unused then")
          .flag(
              "--remove-dependencies,--remove-holders",
              "with -r: first remove the modules that use it")
          .value("-w,--wait", "MSEC", "with -r: wait that long for a module to become unused")
          .flag("-R,--resolve-alias", "print the modules that an alias stands for")
          .flag("--first-time", "fail if it is loaded already, or with -r if it is not")
          .flag("-i,--ignore-install,--ignore-remove", "do not run install and remove commands")
          .flag("-b,--use-blacklist", "obey blacklist lines for names too, not only for aliases")
          .flag("-f,--force", "both of the next two: may crash the machine")
          .flag("--force-modversion", "ignore the versions of symbols")
          .flag("--force-vermagic", "ignore the version magic")
          .flag("-D,--show-depends", "print what would be loaded, even if it is loaded already")
          .flag("-c,--showconfig,--show-config", "print the configuration and the aliases")
          .flag(
              "--show-modversions,--dump-modversions",
              "print the symbols that a file needs, with their versions")
          .flag("--show-exports", "print the symbols that a file gives, with their versions")
          .flag("-n,--dry-run,--show", "do everything but change the kernel; with -v says what")
          .value("-C,--config", "PATH", "read this file or folder instead of modprobe.d")
          .value("-d,--dirname", "DIR", "modules are in DIR/lib/modules")
          .value("-S,--set-version", "VERSION", "instead of the running kernel's release")
          .flag("-s,--syslog", "write messages to the system's log, not to stderr")
          .flag("-q,--quiet", "say nothing of what goes wrong")
          .flag("-v,--verbose", "say what is done; may be repeated")
          .ownOptionalValue(
              ModprobePolicy.IGNORE,
              "MODULE",
              "load what the policy forbids, or this of it; logged")
          .ownFlag("--json", "with -D, -R, -c, -n or --show-...: print one JSON document")
          .hiddenFlag("-k,--autoclean")
          .flag("-V,--version", "print the version and exit")
          .flag("-h,--help", "print this and exit")
          .build(
              """
              modprobe [OPTION]... MODULE [PARAMETER[=VALUE]]...
              modprobe [OPTION]... -a MODULE...
              modprobe [OPTION]... -r MODULE...
              modprobe -c\
              """,
              "Loads a module, named or by an alias, after the modules that it depends on.",
              "",
              "Example: modprobe -v dummy numdummies=2");

  private static final String OPTIONS_VARIABLE = "MODPROBE_OPTIONS";

  /** What changes nothing and can be printed as JSON. */
  private static final List<String> QUERIES =
      List.of(
          "--show-depends",
          "--resolve-alias",
          "--show-config",
          "--dry-run",
          "--show-modversions",
          "--show-exports");

  @Override
  OptionTable options() {
    return OPTIONS;
  }

  @Override
  List<String> complete(List<String> arguments, CommandContext context) {
    String variable = context.environment().get(OPTIONS_VARIABLE);
    if (variable == null) {
      return arguments;
    }
    List<String> all = new ArrayList<>(OptionsVariable.split(variable));
    all.addAll(arguments);
    return all;
  }

  @Override
  int run(Arguments arguments, CommandContext context) {
    ToolLog log = context.logEvenWithoutStderr("modprobe", arguments.has("--syslog"));
    log.threshold(Priority.WARNING.number() + arguments.count("--verbose"));
    if (arguments.has("--quiet")) {
      log.threshold(0);
    }
    try {
      return new Session(arguments, context, log).run();
    } catch (IndexException e) {
      log.error(ErrnoText.withFile(e));
      log.hint("the file is damaged or of another version: run depmod.");
      return 1;
    } catch (IOException e) {
      log.error(ErrnoText.withFile(e));
      return 1;
    }
  }

  /**
   * What is wrong with one operand: with -a a warning, for the others still count; else the end.
   */
  static Priority complaint(Arguments arguments) {
    return arguments.has("--all") ? Priority.WARNING : Priority.FATAL;
  }

  /** One run of the tool. */
  private static final class Session {
    private final Arguments arguments;
    private final CommandContext context;
    private final ToolLog log;
    private @Nullable Json json;

    Session(Arguments arguments, CommandContext context, ToolLog log) {
      this.arguments = arguments;
      this.context = context;
      this.log = log;
    }

    int run() throws IOException {
      List<String> operands = arguments.operands();
      boolean showsConfig = arguments.has("-c");
      if (operands.isEmpty() && !showsConfig) {
        log.error("missing parameters. See -h.");
        return 1;
      }
      if (!arguments.has("--json")) {
        return run(operands, showsConfig);
      }
      if (arguments.has("--remove") || QUERIES.stream().noneMatch(arguments::has)) {
        log.error("--json needs one of " + String.join(", ", QUERIES) + ", and no -r.");
        return 1;
      }
      try (Json document = new Json(context.out())) {
        json = document;
        return run(operands, showsConfig);
      }
    }

    private int run(List<String> operands, boolean showsConfig) throws IOException {
      if (arguments.has("--show-modversions") || arguments.has("--show-exports")) {
        return listing().symbols(operands.get(0), arguments.has("--show-exports"));
      }
      long wait = 0;
      String waitText = arguments.last("--wait");
      if (waitText != null) {
        try {
          wait = Long.parseUnsignedLong(waitText);
        } catch (NumberFormatException e) {
          log.error("unexpected wait value '" + waitText + "'.");
          return 1;
        }
      }
      Kmod kmod =
          Kmod.open(
              context.root(),
              moduleDirectory(arguments, context),
              context.ports().decompressor(),
              arguments.values("--config"));
      for (ConfigProblem problem : kmod.config().problems()) {
        context.err().print(ConfigMessages.line(problem));
      }
      context.err().flush();
      int status = showsConfig ? listing().config(kmod) : change(kmod, wait);
      IndexHints.textWasRead(kmod.directory(), log::hint);
      return status;
    }

    private ModprobeListing listing() {
      return new ModprobeListing(context, log, json);
    }

    private int change(Kmod kmod, long wait) throws IOException {
      if (arguments.has("--remove")) {
        return new ModprobeRemoval(kmod, arguments, context, log).run(commands(), wait);
      }
      return new ModprobeLoading(kmod, arguments, context, log, json).run(commands());
    }

    private Commands commands() {
      return (command, environment) -> runCommand(context.ports().commands(), command, environment);
    }

    private int runCommand(Commands commands, String command, Map<String, String> environment)
        throws IOException {
      context.out().flush();
      context.err().flush();
      Map<String, String> complete = new HashMap<>(environment);
      String passedOn = passedOn();
      if (!passedOn.isEmpty()) {
        complete.put(OPTIONS_VARIABLE, passedOn);
      }
      return commands.run(command, complete);
    }

    /** The options that hold for a modprobe which a command runs, too. */
    private String passedOn() {
      StringBuilder options = new StringBuilder();
      String variable = context.environment().get(OPTIONS_VARIABLE);
      if (variable != null) {
        options.append(variable);
      }
      for (String config : arguments.values("--config")) {
        append(options, "-C " + config);
      }
      for (int i = 0; i < arguments.count("--verbose"); i++) {
        append(options, "-v");
      }
      if (arguments.has("--syslog")) {
        append(options, "-s");
      }
      if (arguments.has("--quiet")) {
        append(options, "-q");
      }
      for (String name : arguments.values(ModprobePolicy.IGNORE)) {
        append(options, ModprobePolicy.IGNORE + (name.isEmpty() ? "" : "='" + name + "'"));
      }
      return options.toString();
    }

    private static void append(StringBuilder options, String option) {
      options.append(options.isEmpty() ? "" : " ").append(option);
    }
  }
}
