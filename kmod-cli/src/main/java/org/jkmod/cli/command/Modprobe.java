package org.jkmod.cli.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jkmod.Kmod;
import org.jkmod.bytes.MalformedException;
import org.jkmod.cli.CommandContext;
import org.jkmod.cli.args.Arguments;
import org.jkmod.cli.args.Flag;
import org.jkmod.cli.args.OptionTable;
import org.jkmod.cli.args.OptionsVariable;
import org.jkmod.cli.args.Value;
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
  private static final OptionTable.Builder TABLE = OptionTable.of("modprobe");
  static final Flag ALL = TABLE.flag("-a,--all", "treat every operand as a module name");
  static final Flag REMOVE =
      TABLE.flag("-r,--remove", "remove modules, and what is no longer used");
  static final Flag REMOVE_HOLDERS =
      TABLE.flag(
          "--remove-dependencies,--remove-holders",
          "with -r: first remove the modules that use it");
  static final Value WAIT =
      TABLE.value("-w,--wait", "MSEC", "with -r: wait that long for a module to become unused");
  static final Flag RESOLVE_ALIAS =
      TABLE.flag("-R,--resolve-alias", "print the modules an alias resolves to");
  static final Flag SHOW_ALIAS = TABLE.ownFlag("--show-alias", "the same as -R");
  static final Flag FIRST_TIME =
      TABLE.flag("--first-time", "fail if it is loaded already, or with -r if it is not");
  static final Flag IGNORE_COMMANDS =
      TABLE.flag("-i,--ignore-install,--ignore-remove", "do not run install and remove commands");
  static final Flag USE_BLACKLIST =
      TABLE.flag("-b,--use-blacklist", "apply blacklist lines to names too, not only to aliases");
  static final Flag FORCE = TABLE.flag("-f,--force", "both of the next two; may crash the machine");
  static final Flag FORCE_MODVERSION =
      TABLE.flag("--force-modversion", "ignore the versions of symbols");
  static final Flag FORCE_VERMAGIC = TABLE.flag("--force-vermagic", "ignore the version magic");
  static final Flag SHOW_DEPENDS =
      TABLE.flag("-D,--show-depends", "print what would be loaded, even if it is loaded already");
  static final Flag SHOW_CONFIG =
      TABLE.flag("-c,--showconfig,--show-config", "print the configuration and the aliases");
  static final Flag SHOW_MODVERSIONS =
      TABLE.flag(
          "--show-modversions,--dump-modversions",
          "print the symbols a file needs, with their versions");
  static final Flag SHOW_EXPORTS =
      TABLE.flag("--show-exports", "print the symbols a file exports, with their versions");
  static final Flag DRY_RUN =
      TABLE.flag("-n,--dry-run,--show", "do everything but change the kernel; -v shows what");
  static final Value CONFIG =
      TABLE.value("-C,--config", "PATH", "read this file or directory instead of modprobe.d");
  static final Value DIRNAME =
      TABLE.value("-d,--dirname", "DIR", "look for modules in DIR/lib/modules");
  static final Value SET_VERSION =
      TABLE.value("-S,--set-version", "VERSION", "use this release, not the running kernel's");
  static final Flag SYSLOG =
      TABLE.flag("-s,--syslog", "write messages to the system's log, not to stderr");
  static final Flag QUIET = TABLE.flag("-q,--quiet", "print no error messages");
  static final Flag VERBOSE = TABLE.flag("-v,--verbose", "print each step; may be repeated");
  static final Value IGNORE_POLICY =
      TABLE.ownOptionalValue(
          "--ignore-policy", "MODULE", "load what the policy forbids, or only MODULE; logged");
  static final Value JOBS =
      TABLE.ownOptionalValue(
          "-j,--jobs", "N", "with -a: load up to N at once; without N one per processor");
  static final Flag JSON =
      TABLE.ownFlag("--json", "with -D, -R, -c, -n or --show-...: print one JSON document");
  static final Flag AUTOCLEAN = TABLE.hiddenFlag("-k,--autoclean");
  private static final OptionTable OPTIONS =
      TABLE.build(
          """
          modprobe [OPTION]... MODULE [PARAMETER[=VALUE]]...
          modprobe [OPTION]... -a MODULE...
          modprobe [OPTION]... -r MODULE...
          modprobe -c\
          """,
          "Loads a module, given by name or alias, after the modules it depends on.",
          "",
          "Example: modprobe -v dummy numdummies=2");

  private static final String OPTIONS_VARIABLE = "MODPROBE_OPTIONS";

  /** What changes nothing and can be printed as JSON. */
  private static final List<Flag> QUERIES =
      List.of(SHOW_DEPENDS, RESOLVE_ALIAS, SHOW_CONFIG, DRY_RUN, SHOW_MODVERSIONS, SHOW_EXPORTS);

  /** Whether operands are only to be looked up. */
  static boolean resolves(Arguments arguments) {
    return arguments.has(RESOLVE_ALIAS) || arguments.has(SHOW_ALIAS);
  }

  @Override
  OptionTable options() {
    return OPTIONS;
  }

  @Override
  List<String> complete(List<String> arguments, CommandContext context) {
    String variable = context.environment().get(OPTIONS_VARIABLE);
    if (variable == null) {
      return Jobs.joined(arguments);
    }
    List<String> all = new ArrayList<>(OptionsVariable.split(variable));
    all.addAll(Jobs.joined(arguments));
    return all;
  }

  @Override
  int run(Arguments arguments, CommandContext context) {
    ToolLog log = context.logEvenWithoutStderr("modprobe", arguments.has(SYSLOG));
    log.threshold(Priority.WARNING.number() + arguments.count(VERBOSE));
    // That nothing was asked for is said all the same.
    boolean asksForNothing = arguments.operands().isEmpty() && !arguments.has(SHOW_CONFIG);
    if (arguments.has(QUIET) && !asksForNothing) {
      log.threshold(0);
    }
    try {
      return new Session(arguments, context, log).run();
    } catch (IndexException e) {
      log.error(ErrnoText.withFile(e));
      if (e.reason() instanceof MalformedException) {
        log.hint("the file is damaged or of another version: run depmod.");
      }
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
    return arguments.has(ALL) ? Priority.WARNING : Priority.FATAL;
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
      boolean showsConfig = arguments.has(SHOW_CONFIG);
      if (operands.isEmpty() && !showsConfig) {
        log.error("missing parameters. See -h.");
        return 1;
      }
      if (!arguments.has(JSON)) {
        return run(operands, showsConfig);
      }
      boolean isQuery = QUERIES.stream().anyMatch(arguments::has) || resolves(arguments);
      if (arguments.has(REMOVE) || !isQuery) {
        String queries = QUERIES.stream().map(Flag::shortestName).collect(Collectors.joining(", "));
        log.error("--json needs one of " + queries + ", and no -r.");
        return 1;
      }
      try (Json document = new Json(context.out())) {
        json = document;
        return run(operands, showsConfig);
      }
    }

    private int run(List<String> operands, boolean showsConfig) throws IOException {
      if (arguments.has(SHOW_MODVERSIONS) || arguments.has(SHOW_EXPORTS)) {
        return listing().symbols(operands.get(0), arguments);
      }
      long wait = 0;
      String waitText = arguments.last(WAIT);
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
              moduleDirectory(arguments.last(DIRNAME), arguments.last(SET_VERSION), context),
              context.ports().decompressor(),
              arguments.values(CONFIG));
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
      if (arguments.has(REMOVE)) {
        return new ModprobeRemoval(kmod, arguments, context, log).run(commands(), wait);
      }
      String jobs = arguments.has(ALL) ? arguments.last(JOBS) : null;
      if (jobs == null) {
        return new ModprobeLoading(kmod, arguments, context, log, json).run(commands());
      }
      int count = Jobs.count(jobs);
      if (count == 0) {
        log.error("unexpected number of jobs '" + jobs + "'.");
        return 1;
      }
      try (Jobs threads = new Jobs(count)) {
        return new ModprobeLoading(kmod, arguments, context, log, json).run(commands(), threads);
      }
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
      for (String config : arguments.values(CONFIG)) {
        append(options, "-C " + config);
      }
      for (int i = 0; i < arguments.count(VERBOSE); i++) {
        append(options, "-v");
      }
      if (arguments.has(SYSLOG)) {
        append(options, "-s");
      }
      if (arguments.has(QUIET)) {
        append(options, "-q");
      }
      for (String name : arguments.values(IGNORE_POLICY)) {
        append(options, IGNORE_POLICY.name() + (name.isEmpty() ? "" : "='" + name + "'"));
      }
      return options.toString();
    }

    private static void append(StringBuilder options, String option) {
      options.append(options.isEmpty() ? "" : " ").append(option);
    }
  }
}
