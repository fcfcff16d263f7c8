package org.jkmod.cli.command;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Pattern;
import org.jkmod.cli.CommandContext;
import org.jkmod.cli.args.Arguments;
import org.jkmod.cli.args.Flag;
import org.jkmod.cli.args.OptionTable;
import org.jkmod.cli.args.Value;
import org.jkmod.cli.log.Priority;
import org.jkmod.cli.log.ToolLog;
import org.jkmod.cli.text.ConfigMessages;
import org.jkmod.cli.text.DepmodJson;
import org.jkmod.cli.text.DepmodMessages;
import org.jkmod.cli.text.ErrnoText;
import org.jkmod.cli.text.ProgressBar;
import org.jkmod.config.ConfigProblem;
import org.jkmod.config.ConfigReader;
import org.jkmod.config.DepmodConfig;
import org.jkmod.depmod.Depmod;
import org.jkmod.depmod.DepmodOutcome;
import org.jkmod.depmod.DepmodProblem;
import org.jkmod.depmod.KernelSymbols;
import org.jkmod.depmod.LinkedTree;
import org.jkmod.port.Errno;
import org.jspecify.annotations.Nullable;

/**
 * Makes the files that modprobe looks modules up in.
 *
 * <p>Long because of its options: 20 that kmod has or had, and ours.
 */
public final class DepmodCommand extends Tool {
  private static final OptionTable.Builder TABLE = OptionTable.of("depmod");
  static final Flag ALL = TABLE.flag("-a,--all", "index all modules; the default without operands");
  static final Flag QUICK =
      TABLE.flag("-A,--quick", "do nothing if no module is newer than modules.dep");
  static final Value BASEDIR =
      TABLE.value("-b,--basedir", "DIR", "look for modules in DIR/lib/modules");
  static final Value MODULEDIR =
      TABLE.value("-m,--moduledir", "DIR", "use DIR instead of lib/modules");
  static final Value OUTDIR = TABLE.value("-o,--outdir", "DIR", "write to DIR/lib/modules");
  static final Value CONFIG =
      TABLE.value("-C,--config", "PATH", "read this file or directory instead of depmod.d");
  static final Value SYMVERS =
      TABLE.value(
          "-E,--symvers", "FILE", "read the kernel's symbols and versions from a Module.symvers");
  static final Value FILESYMS =
      TABLE.value("-F,--filesyms", "FILE", "read the kernel's symbols from a System.map");
  static final Flag ERRSYMS =
      TABLE.flag("-e,--errsyms", "with -F or -E: report unresolved symbols");
  static final Flag VERBOSE = TABLE.flag("-v,--verbose", "say which module needs which, and why");
  static final Flag DRY_RUN =
      TABLE.flag("-n,--show,--dry-run", "print the text files instead of writing them");
  static final Value SYMBOL_PREFIX =
      TABLE.value(
          "-P,--symbol-prefix", "CHAR", "the character that prefixes symbols on this architecture");
  static final Flag WARN = TABLE.flag("-w,--warn", "report aliases a module has twice");
  static final Flag CACHE =
      TABLE.ownFlag("--cache", "with -b: keep a cache there too, for the next run");
  static final Flag NO_CACHE =
      TABLE.ownFlag("--no-cache", "read all modules, even those that have not changed");
  static final Flag JSON =
      TABLE.ownFlag("--json", "print one JSON document of what was found; -n writes no files");
  static final Flag UNRESOLVED_ERROR = TABLE.hiddenFlag("-u,--unresolved-error");
  static final Flag QUIET = TABLE.hiddenFlag("-q,--quiet");
  static final Flag ROOT = TABLE.hiddenFlag("-r,--root");
  static final Flag MAP = TABLE.hiddenFlag("--map");
  private static final OptionTable OPTIONS =
      TABLE.build(
          "depmod [OPTION]... [-a|-A] [VERSION]\ndepmod [OPTION]... VERSION FILE...",
          "Works out which modules need which, and writes modules.dep and the other index files.",
          "",
          "Example: depmod -a 6.1.0-50-amd64");

  /** Options of older versions, which scripts may still give. */
  private static final List<Flag> NO_MORE = List.of(UNRESOLVED_ERROR, QUIET, ROOT, MAP);

  /** The one file of /proc that can stand for a System.map. */
  private static final String KALLSYMS = "/proc/kallsyms";

  @Override
  OptionTable options() {
    return OPTIONS;
  }

  @Override
  int run(Arguments arguments, CommandContext context) {
    ToolLog log = context.log("depmod", false);
    log.threshold(Priority.WARNING.number() + arguments.count(VERBOSE));
    try {
      return new Session(arguments, context, log).run();
    } catch (FileSystemException e) {
      log.fatal("could not read " + e.getFile() + ": " + ErrnoText.of(e));
    } catch (IOException e) {
      log.fatal(ErrnoText.of(e));
    }
    return 1;
  }

  /** One run of the tool. */
  private static final class Session implements Depmod.Listener {
    private static final Pattern RELEASE = Pattern.compile("\\d+\\.\\d+.*", Pattern.DOTALL);

    private final Arguments arguments;
    private final CommandContext context;
    private final ToolLog log;
    private final long started = System.nanoTime();
    private final ProgressBar progress;
    private final @Nullable DepmodJson report;
    private boolean fatal;

    Session(Arguments arguments, CommandContext context, ToolLog log) {
      this.arguments = arguments;
      this.context = context;
      this.log = log;
      this.report = arguments.has(JSON) ? new DepmodJson() : null;
      this.progress =
          new ProgressBar(
              context.err(), context.ports()::stderrIsTerminal, System::nanoTime, "modules read");
    }

    int run() throws IOException {
      for (Flag option : NO_MORE) {
        if (arguments.has(option)) {
          log.warning("Ignored deprecated option " + option.name());
        }
      }
      String prefix = arguments.last(SYMBOL_PREFIX);
      if (prefix != null && prefix.length() != 1) {
        log.fatal("-P only takes a single char");
        return 1;
      }
      List<String> operands = arguments.operands();
      String release;
      if (!operands.isEmpty()) {
        release = operands.get(0);
        if (!RELEASE.matcher(release).matches()) {
          log.error("Bad version passed " + release);
          return 1;
        }
        operands =
            arguments.has(ALL) || arguments.has(QUICK)
                ? List.of()
                : operands.subList(1, operands.size());
      } else {
        release = context.ports().system().release();
      }
      String modules = folder(BASEDIR, release);
      int threads = Runtime.getRuntime().availableProcessors();
      Depmod depmod = new Depmod(context.root(), context.ports().decompressor(), this);
      // Of what -A would do nothing is shown: so kmod has it.
      if (arguments.has(QUICK) && (arguments.has(DRY_RUN) || depmod.isUpToDate(modules, threads))) {
        return finish(release, modules, List.of(), 0);
      }
      if (arguments.has(ERRSYMS) && !arguments.has(SYMVERS) && !arguments.has(FILESYMS)) {
        log.warning("-e needs -E or -F");
      }
      KernelSymbols kernelSymbols;
      try {
        kernelSymbols = kernelSymbols(prefix == null ? null : prefix.charAt(0));
      } catch (IOException e) {
        return 1;
      }
      // Files that were named are taken as they are: no line of depmod.d has a say then.
      ConfigReader.DepmodRules rules =
          operands.isEmpty()
              ? new ConfigReader(context.root()).readDepmod(arguments.values(CONFIG))
              : new ConfigReader.DepmodRules(DepmodConfig.DEFAULT, List.of());
      complain(rules.problems());
      Errno fault = operands.isEmpty() ? context.root().whyNoFolder(modules) : null;
      if (fault != null) {
        log.error("could not open directory " + modules + ": " + fault.text());
        log.fatal("could not search modules: " + fault.text());
        return 1;
      }
      Depmod.Request request =
          new Depmod.Request(
              modules,
              release,
              operands,
              rules.config(),
              threads,
              arguments.has(OUTDIR) ? folder(OUTDIR, release) : modules,
              reuse(),
              arguments.has(WARN),
              arguments.has(ERRSYMS) ? kernelSymbols : null);
      DepmodOutcome outcome;
      try {
        outcome = depmod.run(request);
      } finally {
        progress.clear();
      }
      int status = write(outcome, request.output());
      List<LinkedTree.Module> linked =
          report != null && outcome instanceof LinkedTree tree ? tree.modules() : List.of();
      return finish(release, modules, linked, status);
    }

    private int finish(String release, String modules, List<LinkedTree.Module> linked, int status) {
      if (report != null) {
        report.print(context.out(), release, modules, linked);
      }
      return status;
    }

    private int write(DepmodOutcome outcome, String folder) throws IOException {
      return switch (outcome) {
        case DepmodOutcome.Refused ignored -> 1;
        case DepmodOutcome.Cyclic ignored -> 1;
        case DepmodOutcome.Unchanged unchanged -> write(unchanged::touch, folder);
        case LinkedTree tree -> {
          if (!arguments.has(DRY_RUN)) {
            yield write(() -> tree.write(ProcessHandle.current().pid(), System.nanoTime()), folder);
          }
          if (report == null) {
            tree.print(context.out().stream());
          }
          yield fatal ? 1 : 0;
        }
      };
    }

    private void complain(List<ConfigProblem> problems) {
      for (ConfigProblem problem : problems) {
        context.err().print(ConfigMessages.depmodLine(problem));
      }
      context.err().flush();
    }

    /** What is asked for besides the files must be found out anew. */
    private Depmod.Reuse reuse() {
      // What lies at a mount point may be another image next time, with the same numbers and times.
      boolean isImage = arguments.has(BASEDIR) && !arguments.has(CACHE);
      if (arguments.has(NO_CACHE) || isImage) {
        return Depmod.Reuse.NOTHING;
      }
      boolean filesOnly =
          !arguments.has(DRY_RUN)
              && !arguments.has(ERRSYMS)
              && !arguments.has(VERBOSE)
              && !arguments.has(WARN)
              && !arguments.has(JSON);
      return filesOnly ? Depmod.Reuse.FILES : Depmod.Reuse.FACTS;
    }

    /**
     * Those of -E or -F, null when neither was given; what cannot be read has been complained
     * about.
     */
    private @Nullable KernelSymbols kernelSymbols(@Nullable Character prefix) throws IOException {
      String symvers = arguments.last(SYMVERS);
      String file = symvers == null ? arguments.last(FILESYMS) : symvers;
      if (file == null) {
        return null;
      }
      try {
        String text =
            file.equals(KALLSYMS) ? context.root().readLive(file) : context.root().read(file);
        return symvers == null
            ? KernelSymbols.ofSystemMap(text, prefix)
            : KernelSymbols.ofSymvers(text);
      } catch (IOException e) {
        log.fatal("could not load " + file + ": " + ErrnoText.of(e));
        throw e;
      }
    }

    private String folder(Value option, String release) {
      String base = arguments.last(option);
      String middle = arguments.last(MODULEDIR);
      return (base == null ? "" : context.root().absolute(base))
          + (middle == null ? "/lib/modules/" : (middle.startsWith("/") ? "" : "/") + middle + "/")
          + release;
    }

    private interface Writing {
      void run() throws IOException;
    }

    private int write(Writing writing, String folder) {
      try {
        Files.createDirectories(
            context.root().locate(folder),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        phase("made ready");
        writing.run();
      } catch (IOException e) {
        log.fatal("could not write to " + folder + ": " + ErrnoText.of(e));
        return 1;
      }
      phase("written");
      return fatal ? 1 : 0;
    }

    private boolean isVerbose() {
      return log.threshold() > Priority.WARNING.number();
    }

    @Override
    public void accept(DepmodProblem problem) {
      Priority priority = DepmodMessages.priority(problem);
      fatal |= priority == Priority.FATAL;
      progress.clear();
      log.log(priority, DepmodMessages.text(problem));
      DepmodMessages.hints(problem, isVerbose()).forEach(log::hint);
      if (report != null) {
        report.problem(problem);
      }
    }

    @Override
    public void phase(String done) {
      long now = System.nanoTime();
      log.debug("{} after {} us", done, (now - started) / 1000);
      if (report != null) {
        report.phase(done, (now - started) / 1000);
      }
    }

    @Override
    public void progress(int files, int total) {
      progress.show(files, total);
    }

    @Override
    public void needs(String modulePath, String symbol, String providerPath) {
      if (isVerbose() && report == null) {
        context.out().print(modulePath + " needs \"" + symbol + "\": " + providerPath + "\n");
      }
    }
  }
}
