package org.jkmod.cli.command;

import java.util.List;
import java.util.function.Supplier;
import org.jkmod.cli.command.CommandRow.Group;
import org.jkmod.cli.command.CommandRow.Operand;
import org.jspecify.annotations.Nullable;

/**
 * All commands, a row each. kmod's help, the completions, the list in kmod(8) and the lists of the
 * tests are made from it: a new tool is a class, a row here, a manual page and its tests.
 */
public final class CommandTable {
  private static final List<CommandRow> ROWS =
      List.of(
          CommandRow.own(
                  "check", "find faults in the configuration and in modules", CheckCommand::new)
              .in(Group.GUARD)
              .withOperands(Operand.MODULES)
              .withSchemas("check", "check-modules"),
          CommandRow.own("closure", "list the files that modules need", ClosureCommand::new)
              .in(Group.FILES)
              .withOperands(Operand.MODULES, Operand.FILES)
              .withSchemas("closure"),
          CommandRow.own("convert", "print an old modules.conf as modprobe.d", ConvertCommand::new)
              .in(Group.FILES)
              .withOperands(Operand.FILES),
          CommandRow.ofKmod("depmod", "list which module needs which", DepmodCommand::new)
              .in(Group.FILES)
              .withOperands(Operand.RELEASES, Operand.FILES)
              .withLink()
              .withSchemas("depmod"),
          CommandRow.own("devices", "show devices and the modules that claim them", Devices::new)
              .withSchemas("devices"),
          CommandRow.own("explain", "show what modprobe would do, and why", Explain::new)
              .withOperands(Operand.MODULES)
              .withSchemas("explain"),
          CommandRow.own("graph", "print or draw what depends on what", Graph::new)
              .withOperands(Operand.MODULES)
              .withSchemas("graph"),
          CommandRow.ofKmod("insmod", "load a module from its file", Insmod::new)
              .in(Group.LOAD)
              .withOperands(Operand.INSMOD)
              .withLink(),
          CommandRow.ofKmod("list", "list the loaded modules", () -> new Lsmod("kmod"))
              .withPage("lsmod.8")
              .withSchemas("lsmod"),
          CommandRow.ofKmod("lsmod", "list the loaded modules", () -> new Lsmod("lsmod"))
              .withLink()
              .withSchemas("lsmod"),
          CommandRow.ofKmod("modinfo", "show information about modules", Modinfo::new)
              .withOperands(Operand.MODULES, Operand.FILES)
              .withLink()
              .withSchemas("modinfo"),
          CommandRow.ofKmod(
                  "modprobe", "load or remove modules with their dependencies", Modprobe::new)
              .in(Group.LOAD)
              .withOperands(Operand.MODPROBE)
              .withLink()
              .withSchemas(
                  "modprobe-aliases", "modprobe-config", "modprobe-steps", "modprobe-symbols"),
          CommandRow.own("modules-load", "load what modules-load.d names", ModulesLoad::new)
              .in(Group.LOAD)
              .withOperands(Operand.FILES)
              .withSchemas("modules-load"),
          CommandRow.own("params", "show the parameters of modules with their values", Params::new)
              .withOperands(Operand.MODULES)
              .withSchemas("params"),
          policy("evict", "remove loaded modules that are forbidden", PolicyEvict::new),
          policy("export", "print the policy as modprobe.d lines", PolicyExportCommand::new)
              .withSchemas("policy-export"),
          policy("generate", "print an allow-only list for this machine", PolicyGenerate::new),
          policy("status", "show what the policy says about each module", PolicyStatus::new)
              .withOperands(Operand.MODULES)
              .withSchemas("policy-status"),
          policy("test", "check the policy files", PolicyTestCommand::new)
              .withOperands(Operand.FILES)
              .withSchemas("policy-test"),
          CommandRow.ofKmod("rmmod", "remove modules", Rmmod::new)
              .in(Group.LOAD)
              .withOperands(Operand.LOADED)
              .withLink(),
          CommandRow.ofKmod(
                  "static-nodes", "print the kernel's static device nodes", StaticNodes::new)
              .in(Group.FILES)
              .withSchemas("static-nodes"),
          CommandRow.own("sweep", "find loaded modules that nothing uses", SweepCommand::new)
              .in(Group.LOAD)
              .withSchemas("sweep"),
          CommandRow.own("tree", "show modules with what they depend on", Tree::new)
              .withOperands(Operand.MODULES)
              .withSchemas("graph"));

  private CommandTable() {}

  private static CommandRow policy(String name, String summary, Supplier<Tool> maker) {
    return CommandRow.own(PolicyCommand.PREFIX + name, summary, maker)
        .in(Group.GUARD)
        .withPage("kmod-policy.8");
  }

  /** All rows, by name. */
  public static List<CommandRow> rows() {
    return ROWS;
  }

  /**
   * The command of that name, two words for those of {@code kmod policy}; null if there is none.
   */
  static @Nullable CommandRow named(String name) {
    for (CommandRow row : ROWS) {
      if (row.name().equals(name)) {
        return row;
      }
    }
    return null;
  }

  /** The tool that a program of that name is: kmod itself if no link to it is called so. */
  public static Command ofProgram(String name) {
    CommandRow row = named(name);
    return row != null && row.hasLink() ? row.create() : new KmodCommand();
  }
}
