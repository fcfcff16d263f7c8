package org.jkmod.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jkmod.ModuleName;
import org.jkmod.bytes.ByteSource;
import org.jkmod.bytes.Bytes;
import org.jkmod.bytes.FileSource;
import org.jkmod.cli.CommandContext;
import org.jkmod.cli.args.Arguments;
import org.jkmod.cli.args.OptionTable;
import org.jkmod.cli.log.ToolLog;
import org.jkmod.cli.text.ErrnoText;
import org.jkmod.cli.text.IndexHints;
import org.jkmod.cli.text.Json;
import org.jkmod.cli.text.ModinfoText;
import org.jkmod.compression.Compression;
import org.jkmod.config.ModprobeConfig;
import org.jkmod.elf.ElfFile;
import org.jkmod.index.DependencyLine;
import org.jkmod.index.IndexValue;
import org.jkmod.index.ModuleDirectory;
import org.jkmod.modinfo.BuiltinModules;
import org.jkmod.modinfo.ModuleInfo;
import org.jkmod.modinfo.ModuleInfo.Field;
import org.jkmod.modinfo.ModuleSignature;
import org.jkmod.resolve.ModuleLookup;
import org.jkmod.resolve.ModuleRef;
import org.jspecify.annotations.Nullable;

/** Shows what a module says of itself. */
public final class Modinfo extends Tool {
  private static final OptionTable OPTIONS =
      OptionTable.of("modinfo")
          .flag("-a,--author", "print only the authors")
          .flag("-d,--description", "print only the description")
          .flag("-l,--license", "print only the license")
          .flag("-p,--parameters", "print only the parameters")
          .flag("-n,--filename", "print only the path")
          .flag("-0,--null", "end each field with a NUL, not with a new line")
          .flag("-m,--modname", "take operands as names, never as paths or aliases")
          .value("-F,--field", "FIELD", "print only that field")
          .value("-k,--set-version", "VERSION", "instead of the running kernel's release")
          .value("-b,--basedir", "DIR", "modules are in DIR/lib/modules")
          .ownFlag("--json", "print one JSON document")
          .flag("-V,--version", "print the version and exit")
          .flag("-h,--help", "print this and exit")
          .build(
              "modinfo [OPTION]... MODULE|FILE...",
              "Shows what modules say of themselves: by path, by name or by alias.",
              "",
              "Example: modinfo -F firmware iwlwifi");

  /** The options that stand for a field. */
  private static final Map<String, String> FIELDS =
      Map.of(
          "--author", "author",
          "--description", "description",
          "--license", "license",
          "--parameters", "parm",
          "--filename", "filename");

  @Override
  OptionTable options() {
    return OPTIONS;
  }

  @Override
  int run(Arguments arguments, CommandContext context) {
    ToolLog log = context.log("modinfo", false);
    if (arguments.operands().isEmpty()) {
      log.error("missing module or filename.");
      return 1;
    }
    try {
      String release = arguments.last("--set-version");
      String folder = arguments.last("--basedir");
      String directory =
          (folder == null ? "" : context.root().absolute(folder))
              + "/lib/modules/"
              + (release == null ? context.ports().system().release() : release);
      ModuleDirectory modules = new ModuleDirectory(context.root(), directory);
      Session session = new Session(arguments, context, log, modules, field(arguments));
      int status = 0;
      try (session) {
        for (String operand : arguments.operands()) {
          if (!session.show(operand)) {
            status = 1;
          }
        }
      }
      IndexHints.textWasRead(modules, log::hint);
      return status;
    } catch (IOException e) {
      log.error(ErrnoText.withFile(e));
      return 1;
    }
  }

  /** The only field to print, the last that was asked for; null for all. */
  private static @Nullable String field(Arguments arguments) {
    List<String> options = new ArrayList<>(FIELDS.keySet());
    options.add("--field");
    String last = arguments.lastOf(options);
    return last == null || last.equals("--field") ? arguments.last("--field") : FIELDS.get(last);
  }

  /** One run of the tool. */
  private static final class Session implements AutoCloseable {
    private final CommandContext context;
    private final ToolLog log;
    private final ModuleDirectory modules;
    private final ModinfoText text;
    private final @Nullable Json json;
    private final boolean namesOnly;
    private @Nullable BuiltinModules builtins;

    Session(
        Arguments arguments,
        CommandContext context,
        ToolLog log,
        ModuleDirectory modules,
        @Nullable String field) {
      this.context = context;
      this.log = log;
      this.modules = modules;
      this.json = arguments.has("--json") ? new Json(context.out()).array("modules") : null;
      this.text =
          new ModinfoText(
              json == null
                  ? ModinfoText.printer(context.out()::print, field, arguments.has("--null"))
                  : new FieldObjects(json),
              log::error,
              field);
      this.namesOnly = arguments.has("--modname");
    }

    boolean show(String operand) throws IOException {
      if (!namesOnly
          && ModuleName.isModuleFile(operand)
          && Files.isRegularFile(context.root().locate(operand))) {
        return showFile(ModuleName.ofPath(operand), context.root().absolute(operand));
      }
      List<ModuleRef> found =
          namesOnly
              ? byName(operand)
              : new ModuleLookup(ModprobeConfig.EMPTY, modules).find(operand);
      if (found.isEmpty()) {
        boolean isName = ModuleName.normalizeAlias(operand) != null;
        log.error(
            (namesOnly ? "Module name " : isName ? "Module " : "Module alias ")
                + operand
                + " not found.");
        if (operand.indexOf('/') >= 0
            && Files.exists(context.root().locate(operand))
            && !Files.isRegularFile(context.root().locate(operand))) {
          log.hint("hint: " + operand + " is not a regular file.");
        }
        return false;
      }
      boolean good = true;
      for (ModuleRef module : found) {
        good &= show(module);
      }
      return good;
    }

    private List<ModuleRef> byName(String operand) throws IOException {
      String name = ModuleName.normalize(operand);
      if (modules.dependencies(name) != null || modules.isBuiltin(name)) {
        return List.of(ModuleRef.named(name));
      }
      // Strange, and so in kmod: of all aliases, those of the built-in modules count as names.
      List<ModuleRef> found = new ArrayList<>();
      for (IndexValue value : modules.match(ModuleDirectory.Index.BUILTIN_ALIASES, name)) {
        found.add(ModuleRef.aliased(value.text(), name));
      }
      return found;
    }

    @Override
    public void close() {
      if (json != null) {
        json.close();
      }
    }

    private void start(String name) {
      if (json != null) {
        json.object().field("module", name).array("fields");
      }
    }

    private void end() {
      if (json != null) {
        json.endArray().endObject();
      }
    }

    private boolean show(ModuleRef module) throws IOException {
      DependencyLine line = modules.dependencies(module.name());
      if (line != null) {
        return showFile(module.name(), modules.resolve(line.path()));
      }
      BuiltinModules known = builtins;
      if (known == null) {
        String content = context.root().readIfPresent(modules.path() + "/modules.builtin.modinfo");
        known = BuiltinModules.parse(content == null ? "" : content);
        builtins = known;
      }
      ModuleInfo info = known.firstRuns().get(module.name());
      start(module.name());
      text.showBuiltin(module.name(), info == null ? new ModuleInfo(List.of()) : info);
      end();
      return true;
    }

    private boolean showFile(String name, String path) {
      start(name);
      boolean good = fields(name, path);
      end();
      return good;
    }

    private boolean fields(String name, String path) {
      text.showPath(path);
      if (text.isPathOnly()) {
        return true;
      }
      try {
        text.show(read(path));
        return true;
      } catch (NoSuchFileException e) {
        log.error("could not get modinfo from '" + name + "': " + ErrnoText.of(e));
      } catch (IOException e) {
        log.error("could not get modinfo from '" + name + "': Invalid argument");
        log.hint("hint: " + path + ": " + ErrnoText.of(e));
      }
      return false;
    }

    private List<Field> read(String path) throws IOException {
      try (FileSource file = FileSource.open(context.root().locate(path))) {
        Compression compression =
            Compression.of(file.read(0, Math.min(file.size(), Compression.magicSize()), "module"));
        if (compression == Compression.NONE) {
          return fields(file);
        }
        byte[] image =
            compression.decompress(
                file.read(0, file.size(), "module").toArray(), context.ports().decompressor());
        return fields(ByteSource.of(Bytes.of(image)));
      }
    }

    private static List<Field> fields(ByteSource source) throws IOException {
      List<Field> fields = new ArrayList<>();
      Bytes section = ElfFile.parse(source).section(".modinfo");
      if (section != null) {
        fields.addAll(ModuleInfo.parse(section).fields());
      }
      ModuleSignature signature = ModuleSignature.read(source);
      if (signature != null) {
        fields.addAll(ModinfoText.fields(signature));
      }
      return fields;
    }
  }

  /** Fields as objects of a name and a value. */
  private record FieldObjects(Json json) implements ModinfoText.Sink {
    @Override
    public void heading(String key, String value) {
      field(key, value);
    }

    @Override
    public void field(String key, String value) {
      json.object().field("name", key).field("value", value).endObject();
    }
  }
}
