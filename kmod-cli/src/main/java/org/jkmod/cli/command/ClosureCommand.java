package org.jkmod.cli.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jkmod.Kmod;
import org.jkmod.SystemRoot;
import org.jkmod.cli.CommandContext;
import org.jkmod.cli.args.Arguments;
import org.jkmod.cli.args.Flag;
import org.jkmod.cli.args.OptionTable;
import org.jkmod.cli.args.Value;
import org.jkmod.cli.log.ToolLog;
import org.jkmod.cli.text.ClosurePrinter;
import org.jkmod.cli.text.TextTable;
import org.jkmod.closure.Closure;
import org.jkmod.closure.ClosureRequest;
import org.jkmod.device.HostModules;
import org.jkmod.firmware.FirmwareSearch;

/**
 * kmod closure: the files that loading modules takes, for an initramfs or an image. Reads nothing
 * but what is below its root, except for what {@code --from} asks of this machine.
 */
public final class ClosureCommand extends KmodTool {
  private static final OptionTable.Builder TABLE = OptionTable.of("kmod closure");
  static final Value DIRNAME =
      TABLE.value("-d,--dirname", "DIR", "the system's root, instead of /");
  static final Value SET_VERSION =
      TABLE.value("-S,--set-version", "VERSION", "use this kernel release");
  static final Value FROM =
      TABLE.ownValue(
          "--from",
          "WHAT",
          "names (default), paths, host, loaded, or all",
          "names",
          "paths",
          "host",
          "loaded",
          "all");
  static final Flag SOFTDEP = TABLE.ownFlag("--softdep", "include soft dependencies");
  static final Flag WEAKDEP = TABLE.ownFlag("--weakdep", "include weak dependencies");
  static final Flag FIRMWARE =
      TABLE.ownFlag("--firmware", "include the firmware that modules name");
  static final Value FIRMWARE_PATH =
      TABLE.ownValue("--firmware-path", "DIR", "look for firmware here first");
  static final Flag WHY = TABLE.ownFlag("--why", "show after each path what needs it");
  static final Flag IGNORE_MISSING = TABLE.ownFlag("--ignore-missing", "ignore unknown names");
  static final Flag QUIET = TABLE.flag("-q,--quiet", "do not report missing firmware");
  static final Flag NULL = TABLE.flag("-0,--null", "end each path with a NUL");
  static final Flag CPIO_LIST =
      TABLE.ownFlag("--cpio-list", "print a list for the kernel's gen_init_cpio");
  static final Flag JSON = TABLE.ownFlag("--json", "print one JSON document");
  private static final OptionTable OPTIONS =
      TABLE.build(
          "kmod closure [OPTION]... [MODULE|ALIAS|PATTERN|PATH|-]...",
          "Lists the files needed to load modules; - reads names from standard input.",
          "Example: kmod closure -d /target --softdep --firmware ext4 'nvme*'");

  @Override
  OptionTable options() {
    return OPTIONS;
  }

  @Override
  int run(Arguments arguments, CommandContext context, ToolLog log) throws IOException, Complaint {
    ChosenKernel kernel =
        ChosenKernel.of(arguments.last(DIRNAME), arguments.last(SET_VERSION), context);
    SystemRoot root = kernel.root();
    Kmod kmod = kernel.openTree(context);
    List<String> operands = operands(arguments, kmod, context);
    FirmwareSearch firmware =
        arguments.has(FIRMWARE)
            ? new FirmwareSearch(root, kernel.release(), arguments.last(FIRMWARE_PATH))
            : null;
    Closure closure =
        kmod.closure(
            new ClosureRequest(operands, arguments.has(SOFTDEP), arguments.has(WEAKDEP), firmware));
    return print(closure, root, arguments, context, log);
  }

  private static int print(
      Closure closure, SystemRoot root, Arguments arguments, CommandContext context, ToolLog log) {
    ClosurePrinter printer = new ClosurePrinter(closure);
    if (arguments.has(JSON)) {
      printer.json(context.out());
    } else if (arguments.has(CPIO_LIST)) {
      String bad = printer.cpioList(context.out(), root);
      if (!bad.isEmpty()) {
        log.error("a list for gen_init_cpio cannot have a path with a blank: " + bad);
        return 1;
      }
    } else {
      char end = arguments.has(NULL) ? '\0' : '\n';
      String bad = printer.paths(context.out(), end, arguments.has(WHY));
      if (!bad.isEmpty()) {
        log.error(
            "a line cannot have a path with a control character (-0 can): "
                + TextTable.printable(bad, false));
        return 1;
      }
    }
    if (!arguments.has(QUIET)) {
      for (String missing : printer.missing()) {
        log.warning("firmware is missing: " + TextTable.printable(missing, false));
      }
    }
    if (arguments.has(IGNORE_MISSING)) {
      return 0;
    }
    for (String operand : closure.unknown()) {
      log.error("Module " + operand + " not found.");
    }
    return closure.unknown().isEmpty() ? 0 : 1;
  }

  /** What the closure is of. */
  private static List<String> operands(Arguments arguments, Kmod kmod, CommandContext context)
      throws IOException, Complaint {
    String from = arguments.last(FROM);
    List<String> given = new ArrayList<>();
    for (String operand : arguments.operands()) {
      if (operand.equals("-")) {
        addWords(context.ports().standardInput(), given);
      } else {
        given.add(operand);
      }
    }
    if (from == null || from.equals("names") || from.equals("paths")) {
      requireModules(arguments);
      return "paths".equals(from) ? asPaths(given) : given;
    }
    HostModules host = new HostModules(context.root());
    switch (from) {
      case "host" -> given.addAll(0, host.used(kmod));
      case "loaded" -> given.addAll(0, host.loaded());
      case "all" -> given.add(0, "*");
      default ->
          throw new Complaint(
              "--from takes names, paths, host, loaded or all, not '" + from + "'.");
    }
    return given;
  }

  private static List<String> asPaths(List<String> given) {
    List<String> paths = new ArrayList<>();
    for (String operand : given) {
      paths.add(operand.indexOf('/') < 0 ? operand + "/" : operand);
    }
    return paths;
  }

  /** One a line, as other tools list modules: what follows a number sign is a remark. */
  private static void addWords(String text, List<String> words) {
    for (String line : text.split("\n", -1)) {
      int remark = line.indexOf('#');
      for (String word : (remark < 0 ? line : line.substring(0, remark)).split("\\s+", -1)) {
        if (!word.isEmpty()) {
          words.add(word);
        }
      }
    }
  }
}
