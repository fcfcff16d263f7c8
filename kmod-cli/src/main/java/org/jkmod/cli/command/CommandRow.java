package org.jkmod.cli.command;

import java.util.List;
import java.util.function.Supplier;
import org.jkmod.cli.args.OptionTable;

/**
 * A command.
 *
 * @param name what it is called after {@code kmod}: one word, or two for a command of {@code kmod
 *     policy}
 * @param summary what it does, in a line of kmod(8)
 * @param group where kmod's help lists it
 * @param isOfKmod whether kmod 34.2 has it; else it is ours
 * @param hasLink whether a link to kmod under its name is the same command
 * @param page the manual page that tells of it, in docs/man
 * @param schemas of the JSON that it prints, in docs/json; empty if it prints none
 * @param operands what a completion offers for its operands
 * @param maker makes one for a run
 */
public record CommandRow(
    String name,
    String summary,
    Group group,
    boolean isOfKmod,
    boolean hasLink,
    String page,
    List<String> schemas,
    List<Operand> operands,
    Supplier<Tool> maker) {

  /** What a command is for; kmod's help lists the commands of a group in one line. */
  public enum Group {
    LOAD("Load and remove modules"),
    SHOW("Show modules, and what would be done with them"),
    FILES("Make, read and convert files"),
    GUARD("Keep modules out, and find faults");

    private final String heading;

    Group(String heading) {
      this.heading = heading;
    }

    /** As the help has it. */
    String heading() {
      return heading;
    }
  }

  /** What can be completed. */
  public enum Operand {
    /** Kernels that have a folder of modules. */
    RELEASES,
    FILES,
    /** Modules of a kernel. */
    MODULES,
    /** Modules that are loaded. */
    LOADED,
    /** modprobe's: modules, or one and its parameters; with -r those that are loaded. */
    MODPROBE,
    /** insmod's: a file and its parameters. */
    INSMOD
  }

  /** A command that kmod has: {@code kmod NAME}, told of in kmod-NAME(8). */
  static CommandRow ofKmod(String name, String summary, Supplier<Tool> maker) {
    return new CommandRow(
        name, summary, Group.SHOW, true, false, "kmod-" + name + ".8", List.of(), List.of(), maker);
  }

  /** A command that only we have. */
  static CommandRow own(String name, String summary, Supplier<Tool> maker) {
    return new CommandRow(
        name,
        summary,
        Group.SHOW,
        false,
        false,
        "kmod-" + name + ".8",
        List.of(),
        List.of(),
        maker);
  }

  /** The same in another group of the help than {@link Group#SHOW}. */
  CommandRow in(Group other) {
    return new CommandRow(name, summary, other, isOfKmod, hasLink, page, schemas, operands, maker);
  }

  /** The same with a link and a page of its own name. */
  CommandRow withLink() {
    return new CommandRow(
        name, summary, group, isOfKmod, true, name + ".8", schemas, operands, maker);
  }

  /** The same, told of in the page of another. */
  CommandRow withPage(String other) {
    return new CommandRow(name, summary, group, isOfKmod, hasLink, other, schemas, operands, maker);
  }

  /** The same with JSON of these schemas. */
  CommandRow withSchemas(String... names) {
    return new CommandRow(
        name, summary, group, isOfKmod, hasLink, page, List.of(names), operands, maker);
  }

  /** The same with operands that can be completed. */
  CommandRow withOperands(Operand... kinds) {
    return new CommandRow(
        name, summary, group, isOfKmod, hasLink, page, schemas, List.of(kinds), maker);
  }

  /** One for a run. */
  public Command create() {
    return maker.get();
  }

  /** The options that it takes. */
  public OptionTable options() {
    return maker.get().options();
  }
}
