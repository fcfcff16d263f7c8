package org.jkmod.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jkmod.AliasKey;
import org.jkmod.KernelModule;
import org.jkmod.Kmod;
import org.jkmod.ModuleFile;
import org.jkmod.ModuleFiles;
import org.jkmod.ModuleName;
import org.jkmod.bytes.MalformedException;
import org.jkmod.cli.CommandContext;
import org.jkmod.cli.args.Arguments;
import org.jkmod.cli.args.Flag;
import org.jkmod.cli.args.Option;
import org.jkmod.cli.args.OptionTable;
import org.jkmod.cli.args.Value;
import org.jkmod.cli.log.ToolLog;
import org.jkmod.cli.text.ErrnoText;
import org.jkmod.cli.text.IndexHints;
import org.jkmod.cli.text.Json;
import org.jkmod.cli.text.ModinfoText;
import org.jkmod.index.IndexValue;
import org.jkmod.index.ModuleDirectory.Index;
import org.jkmod.modinfo.ModuleInfo.Field;
import org.jkmod.modinfo.ModuleSignature;
import org.jkmod.port.Errno;
import org.jkmod.resolve.ModuleRef;
import org.jspecify.annotations.Nullable;

/** Shows what a module says of itself. */
public final class Modinfo extends Tool {
  private static final OptionTable.Builder TABLE = OptionTable.of("modinfo");
  static final Flag AUTHOR = TABLE.flag("-a,--author", "print only the authors");
  static final Flag DESCRIPTION = TABLE.flag("-d,--description", "print only the description");
  static final Flag LICENSE = TABLE.flag("-l,--license", "print only the license");
  static final Flag PARAMETERS = TABLE.flag("-p,--parameters", "print only the parameters");
  static final Flag FILENAME = TABLE.flag("-n,--filename", "print only the path");
  static final Flag NULL = TABLE.flag("-0,--null", "end each field with a NUL, not with a newline");
  static final Flag MODNAME =
      TABLE.flag("-m,--modname", "treat operands as names, never as paths or aliases");
  static final Value FIELD = TABLE.value("-F,--field", "FIELD", "print only that field");
  static final Value SET_VERSION =
      TABLE.value("-k,--set-version", "VERSION", "use this release, not the running kernel's");
  static final Value BASEDIR =
      TABLE.value("-b,--basedir", "DIR", "look for modules in DIR/lib/modules");
  static final Flag RECORDS =
      TABLE.ownFlag("--records", "print KEY=VALUE and a NUL for everything, also with -F");
  static final Flag BUILD_ID = TABLE.ownFlag("--build-id", "print the build ID, too");
  static final Flag JSON = TABLE.ownFlag("--json", "print one JSON document");
  private static final OptionTable OPTIONS =
      TABLE.build(
          "modinfo [OPTION]... MODULE|FILE...",
          "Shows information about modules, given by path, name or alias.",
          "",
          "Example: modinfo -F firmware iwlwifi");

  /** The options that stand for a field. */
  private static final Map<Option, String> FIELDS =
      Map.of(
          AUTHOR, "author",
          DESCRIPTION, "description",
          LICENSE, "license",
          PARAMETERS, "parm",
          FILENAME, "filename");

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
      String directory =
          moduleDirectory(arguments.last(BASEDIR), arguments.last(SET_VERSION), context);
      Kmod kmod = Kmod.withoutConfig(context.root(), directory, context.ports().decompressor());
      Session session = new Session(arguments, context, log, kmod, field(arguments));
      int status = 0;
      try (session) {
        for (String operand : arguments.operands()) {
          if (!session.show(operand)) {
            status = 1;
          }
        }
      }
      IndexHints.textWasRead(kmod.directory(), log::hint);
      return status;
    } catch (IOException e) {
      log.error(ErrnoText.withFile(e));
      return 1;
    }
  }

  /** The only field to print, the last that was asked for; null for all. */
  private static @Nullable String field(Arguments arguments) {
    List<Option> options = new ArrayList<>(FIELDS.keySet());
    options.add(FIELD);
    Option last = arguments.lastOf(options);
    return last == null || last == FIELD ? arguments.last(FIELD) : FIELDS.get(last);
  }

  /** One run of the tool. */
  private static final class Session implements AutoCloseable {
    private final CommandContext context;
    private final ToolLog log;
    private final Kmod kmod;
    private final ModuleFiles files;
    private final ModinfoText text;
    private final @Nullable Json json;
    private final boolean namesOnly;
    private final boolean wantsBuildId;

    Session(
        Arguments arguments,
        CommandContext context,
        ToolLog log,
        Kmod kmod,
        @Nullable String field) {
      this.context = context;
      this.log = log;
      this.kmod = kmod;
      this.files = new ModuleFiles(context.root(), context.ports().decompressor());
      this.json = arguments.has(JSON) ? new Json(context.out()).array("modules") : null;
      this.text = new ModinfoText(sink(arguments, json, context, field), log::error, field);
      this.namesOnly = arguments.has(MODNAME);
      this.wantsBuildId = arguments.has(BUILD_ID);
    }

    private static ModinfoText.Sink sink(
        Arguments arguments, @Nullable Json json, CommandContext context, @Nullable String field) {
      if (json != null) {
        return new FieldObjects(json);
      }
      return arguments.has(RECORDS)
          ? ModinfoText.records(context.out()::print)
          : ModinfoText.printer(context.out()::print, field, arguments.has(NULL));
    }

    boolean show(String operand) throws IOException {
      if (!namesOnly
          && ModuleName.isModuleFile(operand)
          && Files.isRegularFile(context.root().locate(operand))) {
        return show(kmod.file(operand));
      }
      List<KernelModule> found = namesOnly ? byName(operand) : kmod.find(operand);
      if (found.isEmpty()) {
        boolean isName = AliasKey.isValid(operand);
        log.error(
            (namesOnly ? "Module name " : isName ? "Module " : "Module alias ")
                + operand
                + " not found.");
        boolean isPath = operand.indexOf('/') >= 0;
        if (!isPath) {
          IndexHints.notFound(operand, context.root(), kmod.directory(), log::hint);
        } else if (Files.exists(context.root().locate(operand))
            && !Files.isRegularFile(context.root().locate(operand))) {
          log.hint(operand + " is not a regular file.");
        }
        return false;
      }
      boolean good = true;
      for (KernelModule module : found) {
        good &= show(module);
      }
      return good;
    }

    private List<KernelModule> byName(String operand) throws IOException {
      KernelModule module = kmod.module(operand);
      if (module != null) {
        return List.of(module);
      }
      // Strange, and so in kmod: of all aliases, those of the built-in modules count as names.
      AliasKey name = AliasKey.of(ModuleName.normalize(operand));
      List<KernelModule> found = new ArrayList<>();
      if (name == null) {
        return found;
      }
      for (IndexValue value : kmod.directory().match(Index.BUILTIN_ALIASES, name)) {
        found.add(kmod.module(ModuleRef.aliased(value.module(), name.text())));
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

    private boolean show(KernelModule module) throws IOException {
      String path = module.path();
      start(module.name().text());
      boolean good = true;
      if (path == null) {
        text.showBuiltin(module.name().text(), module.info());
      } else {
        good = showFile(module, path);
      }
      end();
      return good;
    }

    private boolean showFile(KernelModule module, String path) {
      text.showPath(path);
      if (text.isPathOnly()) {
        return true;
      }
      try (ModuleFile file = files.open(path)) {
        List<Field> fields = new ArrayList<>(file.info().fields());
        ModuleSignature signature = text.showsSignature() ? file.signature() : null;
        if (signature != null) {
          fields.addAll(ModinfoText.fields(signature));
        }
        String buildId = wantsBuildId ? file.buildId() : null;
        if (buildId != null) {
          fields.add(new Field("build-id", buildId));
        }
        text.show(fields);
        if (signature != null && signature.problem() != null) {
          log.hint(path + ": signature: " + signature.problem() + ".");
        }
        return true;
      } catch (NoSuchFileException e) {
        log.error("could not get modinfo from '" + module.name() + "': " + ErrnoText.of(e));
      } catch (IOException e) {
        Errno errno = e instanceof MalformedException damaged ? damaged.errno() : Errno.EINVAL;
        log.error("could not get modinfo from '" + module.name() + "': " + errno.text());
        log.hint(path + ": " + ErrnoText.of(e));
      }
      return false;
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
