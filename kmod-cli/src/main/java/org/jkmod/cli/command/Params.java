package org.jkmod.cli.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jkmod.KernelModule;
import org.jkmod.Kmod;
import org.jkmod.ModuleName;
import org.jkmod.cli.CommandContext;
import org.jkmod.cli.args.Arguments;
import org.jkmod.cli.args.Flag;
import org.jkmod.cli.args.OptionTable;
import org.jkmod.cli.log.ToolLog;
import org.jkmod.cli.text.ErrnoText;
import org.jkmod.cli.text.Json;
import org.jkmod.cli.text.TextTable;
import org.jkmod.live.ProcSys;
import org.jkmod.modinfo.ModuleParameter;
import org.jspecify.annotations.Nullable;

/**
 * kmod params: the parameters of modules with what they are now, from the modules' files and
 * /sys/module/NAME/parameters.
 */
public final class Params extends KmodTool {
  private static final OptionTable.Builder TABLE = OptionTable.of("kmod params");
  static final Flag JSON = TABLE.ownFlag("--json", "print one JSON document");
  private static final OptionTable OPTIONS =
      TABLE.build(
          "kmod params [OPTION]... MODULE...",
          "Shows the parameters that modules of the running kernel take: type, value, description.",
          "",
          "Example: kmod params loop");

  /**
   * A parameter and its value.
   *
   * @param value null when the kernel shows none
   */
  private record Parameter(ModuleName module, ModuleParameter known, @Nullable String value) {}

  @Override
  OptionTable options() {
    return OPTIONS;
  }

  @Override
  int run(Arguments arguments, CommandContext context, ToolLog log) throws IOException, Complaint {
    requireModules(arguments);
    List<Parameter> parameters = new ArrayList<>();
    boolean good = true;
    try {
      String folder = "/lib/modules/" + context.ports().system().release();
      Kmod kmod = Kmod.withoutConfig(context.root(), folder, context.ports().decompressor());
      for (String operand : arguments.operands()) {
        good &= collect(operand, kmod, log, parameters);
      }
    } catch (IOException e) {
      log.error(ErrnoText.withFile(e));
      good = false;
    }
    if (arguments.has(JSON)) {
      printJson(parameters, context);
    } else {
      print(parameters, arguments.operands().size() > 1, context);
    }
    return good ? 0 : 1;
  }

  private static boolean collect(String operand, Kmod kmod, ToolLog log, List<Parameter> parameters)
      throws IOException {
    List<KernelModule> modules = kmod.find(operand);
    ModuleName name = ModuleName.of(operand);
    if (modules.isEmpty()) {
      // Loaded from elsewhere, or part of the kernel and in no index.
      List<String> shown = kmod.live().parameters(name);
      if (shown.isEmpty()) {
        log.error("Module " + operand + " not found.");
        return false;
      }
      add(name, List.of(), kmod.live(), parameters, log);
    }
    boolean good = true;
    for (KernelModule module : modules) {
      try {
        List<ModuleParameter> known =
            ModuleParameter.of(
                module.info().fields(),
                field -> log.error("Found invalid \"" + field.key() + "=" + field.value() + "\""));
        add(module.name(), known, kmod.live(), parameters, log);
      } catch (IOException e) {
        log.error("could not read module '" + module.name() + "': " + ErrnoText.withFile(e));
        good = false;
      }
    }
    return good;
  }

  private static void add(
      ModuleName module,
      List<ModuleParameter> known,
      ProcSys live,
      List<Parameter> parameters,
      ToolLog log) {
    Set<String> shown = new TreeSet<>(live.parameters(module));
    List<ModuleParameter> all = new ArrayList<>(known);
    for (ModuleParameter parameter : known) {
      shown.remove(parameter.name());
    }
    for (String name : shown) {
      all.add(new ModuleParameter(name, null, null));
    }
    for (ModuleParameter parameter : all) {
      String value = null;
      try {
        value = live.parameter(module, parameter.name());
      } catch (IOException e) {
        log.error(
            "could not read the value of "
                + module
                + "."
                + parameter.name()
                + ": "
                + ErrnoText.of(e));
      }
      parameters.add(new Parameter(module, parameter, value));
    }
  }

  private static void print(
      List<Parameter> parameters, boolean withModule, CommandContext context) {
    TextTable table = new TextTable(new boolean[4], "Parameter", "Type", "Value", "Description");
    for (Parameter parameter : parameters) {
      ModuleParameter known = parameter.known();
      table.row(
          (withModule ? parameter.module() + "." : "") + known.name(),
          known.type(),
          parameter.value(),
          known.description());
    }
    table.print(context.out());
  }

  private static void printJson(List<Parameter> parameters, CommandContext context) {
    try (Json json = new Json(context.out()).array("parameters")) {
      for (Parameter parameter : parameters) {
        ModuleParameter known = parameter.known();
        json.object().field("module", parameter.module().text()).field("name", known.name());
        json.field("type", known.type()).field("value", parameter.value());
        json.field("description", known.description()).endObject();
      }
    }
  }
}
