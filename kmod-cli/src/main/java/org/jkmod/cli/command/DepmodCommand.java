package org.jkmod.cli.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Pattern;
import org.jkmod.cli.CommandContext;
import org.jkmod.cli.args.Arguments;
import org.jkmod.cli.args.OptionTable;
import org.jkmod.cli.log.Priority;
import org.jkmod.cli.log.ToolLog;
import org.jkmod.cli.text.ConfigMessages;
import org.jkmod.cli.text.DepmodJson;
import org.jkmod.cli.text.DepmodMessages;
import org.jkmod.cli.text.ErrnoText;
import org.jkmod.cli.text.ProgressBar;
import org.jkmod.config.ConfigProblem;
import org.jkmod.config.ConfigReader;
import org.jkmod.depmod.Depmod;
import org.jkmod.depmod.DepmodProblem;
import org.jkmod.depmod.KernelSymbols;
import org.jspecify.annotations.Nullable;

/** Makes the files that modprobe looks modules up in. */
public final class DepmodCommand extends Tool {
  private static final OptionTable OPTIONS =
      OptionTable.of("depmod")
          .flag("-a,--all", "take all modules; what happens without any operand")
          .flag("-A,--quick", "do nothing unless a module is newer than modules.dep")
          .value("-b,--basedir", "DIR", "modules are in DIR/lib/modules")
          .value("-m,--moduledir", "DIR", "instead of lib/modules")
          .value("-o,--outdir", "DIR", "write to DIR/lib/modules")
          .value("-C,--config", "PATH", "read this file or folder instead of depmod.d")
          .value(
              "-E,--symvers", "FILE", "the symbols of the kernel with versions, a Module.symvers")
          .value("-F,--filesyms", "FILE", "the symbols of the kernel, a System.map")
          .flag("-e,--errsyms", "with -F or -E: report symbols that nothing gives")
          .flag("-v,--verbose", "say which module needs which, and why")
          .flag("-n,--show,--dry-run", "print the text files, write none")
          .value("-P,--symbol-prefix", "CHAR", "a character that the machine puts before symbols")
          .flag("-w,--warn", "report aliases that a module has twice")
          .ownFlag("--cache", "with -b: also remember there what was read, for the next run")
          .ownFlag("--no-cache", "read all modules, also those that have not changed")
          .ownFlag("--json", "print one JSON document of what was found; -n writes no files")
          .hiddenFlag("-u,--unresolved-error")
          .hiddenFlag("-q,--quiet")
          .hiddenFlag("-r,--root")
          .hiddenFlag("--map")
          .flag("-V,--version", "print the version and exit")
          .flag("-h,--help", "print this and exit")
          .build(
              "depmod [OPTION]... [-a|-A] [VERSION]\ndepmod [OPTION]... [VERSION] FILE...",
              "Finds out which module needs which, and writes modules.dep and its kin.",
              "",
              "Example: depmod -a 6.1.0-50-amd64");

  /** Options of older versions, which scripts may still give. */
  private static final List<String> NO_MORE =
      List.of("--unresolved-error", "--quiet", "--root", "--map");

  /** The one file of /proc that can stand for a System.map. */
  private static final String KALLSYMS = "/proc/kallsyms";

  @Override
  OptionTable options() {
    return OPTIONS;
  }

  @Override
  int run(Arguments arguments, CommandContext context) {
    ToolLog log = context.log("depmod", false);
    log.threshold(Priority.WARNING.number() + arguments.count("--verbose"));
    try {
      return new Session(arguments, context, log).run();
    } catch (UncheckedIOException e) {
      throw e;
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
      this.report = arguments.has("--json") ? new DepmodJson() : null;
      this.progress =
          new ProgressBar(
              context.err(), context.ports()::stderrIsTerminal, System::nanoTime, "modules read");
    }

    int run() throws IOException {
      for (String name : NO_MORE) {
        if (arguments.has(name)) {
          log.warning("Ignored deprecated option " + name);
        }
      }
      List<String> operands = arguments.operands();
      String release;
      if (!operands.isEmpty() && !operands.get(0).startsWith("/")) {
        release = operands.get(0);
        if (!RELEASE.matcher(release).matches()) {
          log.error("Bad version passed " + release);
          return 1;
        }
        operands = operands.subList(1, operands.size());
      } else {
        release = context.ports().system().release();
      }
      if (arguments.has("--errsyms")
          && !arguments.has("--symvers")
          && !arguments.has("--filesyms")) {
        log.warning("-e needs -E or -F");
      }
      String prefix = arguments.last("--symbol-prefix");
      if (prefix != null && prefix.length() != 1) {
        log.fatal("-P only takes a single char");
        return 1;
      }
      KernelSymbols kernelSymbols;
      try {
        kernelSymbols = kernelSymbols(prefix == null ? null : prefix.charAt(0));
      } catch (IOException e) {
        return 1;
      }
      String modules = folder("--basedir", release);
      if (!Files.isDirectory(context.root().locate(modules)) && operands.isEmpty()) {
        log.error("could not open directory " + modules + ": No such file or directory");
        log.fatal("could not search modules: No such file or directory");
        return 1;
      }
      ConfigReader.DepmodRules rules =
          new ConfigReader(context.root()).readDepmod(arguments.values("--config"));
      for (ConfigProblem problem : rules.problems()) {
        context.err().print(ConfigMessages.depmodLine(problem));
      }
      context.err().flush();
      Depmod.Request request =
          new Depmod.Request(
              modules,
              release,
              operands,
              rules.config(),
              Runtime.getRuntime().availableProcessors(),
              arguments.has("--outdir") ? folder("--outdir", release) : modules,
              reuse(),
              arguments.has("--warn"));
      Depmod depmod = new Depmod(context.root(), context.ports().decompressor(), this);
      if (arguments.has("--quick") && depmod.isUpToDate(request)) {
        if (report != null) {
          report.print(context.out(), release, modules, null);
        }
        return 0;
      }
      Depmod.Result result;
      try {
        result = depmod.run(request);
      } finally {
        progress.clear();
      }
      int status = 1;
      if (result != null) {
        if (kernelSymbols != null && arguments.has("--errsyms")) {
          depmod.checkSymbols(result, kernelSymbols);
        }
        status = write(result, request.output());
      }
      if (report != null) {
        report.print(context.out(), release, modules, result);
      }
      return status;
    }

    /** What is asked for besides the files must be found out anew. */
    private Depmod.Reuse reuse() {
      // What lies at a mount point may be another image next time, with the same numbers and times.
      boolean isImage = arguments.has("--basedir") && !arguments.has("--cache");
      if (arguments.has("--no-cache") || isImage) {
        return Depmod.Reuse.NOTHING;
      }
      boolean filesOnly =
          !arguments.has("--dry-run")
              && !arguments.has("--errsyms")
              && !arguments.has("--verbose")
              && !arguments.has("--warn")
              && !arguments.has("--json");
      return filesOnly ? Depmod.Reuse.FILES : Depmod.Reuse.FACTS;
    }

    /**
     * Those of -E or -F, null when neither was given; what cannot be read has been complained
     * about.
     */
    private @Nullable KernelSymbols kernelSymbols(@Nullable Character prefix) throws IOException {
      String symvers = arguments.last("--symvers");
      String file = symvers == null ? arguments.last("--filesyms") : symvers;
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

    private String folder(String option, String release) {
      String base = arguments.last(option);
      String middle = arguments.last("--moduledir");
      return (base == null ? "" : context.root().absolute(base))
          + (middle == null ? "/lib/modules/" : (middle.startsWith("/") ? "" : "/") + middle + "/")
          + release;
    }

    private int write(Depmod.Result result, String folder) throws IOException {
      if (arguments.has("--dry-run")) {
        if (report == null) {
          result.print(context.out().stream());
        }
        return fatal ? 1 : 0;
      }
      try {
        Files.createDirectories(
            context.root().locate(folder),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        phase("made ready");
        result.write(ProcessHandle.current().pid(), System.nanoTime());
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
