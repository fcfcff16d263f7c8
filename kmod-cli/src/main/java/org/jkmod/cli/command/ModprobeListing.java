package org.jkmod.cli.command;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.jkmod.KernelModule;
import org.jkmod.Kmod;
import org.jkmod.ModuleFile;
import org.jkmod.bytes.MalformedException;
import org.jkmod.cli.CommandContext;
import org.jkmod.cli.TextOutput;
import org.jkmod.cli.args.Arguments;
import org.jkmod.cli.log.ToolLog;
import org.jkmod.cli.text.AliasLines;
import org.jkmod.cli.text.ConfigDump;
import org.jkmod.cli.text.ConfigJson;
import org.jkmod.cli.text.ErrnoText;
import org.jkmod.cli.text.Json;
import org.jkmod.config.ModprobeConfig;
import org.jkmod.elf.SymbolVersion;
import org.jkmod.index.ModuleDirectory;
import org.jkmod.index.ModuleDirectory.Index;
import org.jkmod.port.Errno;
import org.jspecify.annotations.Nullable;

/** modprobe -c, --show-exports and --show-modversions: what only prints. */
final class ModprobeListing {
  private final CommandContext context;
  private final TextOutput out;
  private final ToolLog log;
  private final @Nullable Json json;

  /**
   * @param json where the listing goes to instead; null for text
   */
  ModprobeListing(CommandContext context, ToolLog log, @Nullable Json json) {
    this.context = context;
    this.out = context.out();
    this.log = log;
    this.json = json;
  }

  int config(Kmod kmod) throws IOException {
    ModprobeConfig config = kmod.config();
    ModuleDirectory modules = kmod.directory();
    Json document = json;
    if (document != null) {
      ConfigJson.write(config, document);
      document.array("indexes");
      for (Index index : new Index[] {Index.ALIASES, Index.SYMBOLS}) {
        modules.forEach(
            index,
            entry ->
                document
                    .object()
                    .field("alias", entry.key())
                    .field("module", entry.value().text())
                    .endObject());
      }
      return 0;
    }
    ConfigDump.print(config, out::print);
    out.print("\n# End of configuration files. Dumping indexes now:\n\n");
    for (Index index : new Index[] {Index.ALIASES, Index.SYMBOLS}) {
      AliasLines lines = new AliasLines(out);
      try {
        modules.list(index, lines);
      } finally {
        lines.flush();
      }
    }
    return 0;
  }

  /** The symbols of a file or, where there is none of that path, of the module of that name. */
  int symbols(String operand, Arguments arguments) throws IOException {
    String path = context.root().exists(operand) ? operand : pathOf(operand, arguments);
    return symbols(path, arguments.has(Modprobe.SHOW_EXPORTS));
  }

  private String pathOf(String operand, Arguments arguments) throws IOException {
    if (operand.indexOf('/') >= 0) {
      return operand;
    }
    String folder =
        Tool.moduleDirectory(
            arguments.last(Modprobe.DIRNAME), arguments.last(Modprobe.SET_VERSION), context);
    Kmod kmod =
        Kmod.open(
            context.root(),
            folder,
            context.ports().decompressor(),
            arguments.values(Modprobe.CONFIG));
    for (KernelModule module : kmod.find(operand)) {
      String path = module.path();
      if (path != null) {
        return path;
      }
    }
    return operand;
  }

  private int symbols(String path, boolean exports) {
    String what = exports ? "symbols" : "modversions";
    try (ModuleFile file = ModuleFile.open(context.root(), path, context.ports().decompressor())) {
      List<SymbolVersion> symbols = exports ? file.exports() : file.versions();
      if (symbols.isEmpty()) {
        log.fatal("could not get " + what + " of " + path + ": " + ErrnoText.of(Errno.ENODATA));
        return 1;
      }
      print(symbols);
      return 0;
    } catch (NoSuchFileException e) {
      log.fatal("Module " + path + " not found.");
    } catch (MalformedException e) {
      log.fatal("could not get " + what + " of " + path + ": " + e.errno().text());
      log.hint(path + ": " + ErrnoText.of(e));
    } catch (IOException e) {
      log.fatal("could not get " + what + " of " + path + ": " + ErrnoText.of(e));
    }
    return 1;
  }

  private void print(List<SymbolVersion> symbols) {
    if (json != null) {
      json.array("symbols");
    }
    for (SymbolVersion symbol : symbols) {
      if (json == null) {
        out.print(crc(symbol.crc()) + "\t" + symbol.name() + "\n");
      } else {
        json.object().field("crc", crc(symbol.crc())).field("name", symbol.name()).endObject();
      }
    }
  }

  private static String crc(long crc) {
    String digits = Long.toHexString(crc);
    return "0x" + "0".repeat(Math.max(0, 8 - digits.length())) + digits;
  }
}
