package org.jkmod.cli.args;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The options of a tool. picocli makes the help of them, and a model of its own only for that: a
 * run reads its arguments once, as getopt_long(3) does.
 */
public final class OptionTable {
  private final List<Option> options;
  private final List<LongName> longNames;
  private final Flag version;
  private final Flag help;
  private final CommandSpec model;

  private OptionTable(Builder builder, Flag version, Flag help, CommandSpec model) {
    this.options = List.copyOf(builder.options);
    this.longNames = longNames(options);
    this.version = version;
    this.help = help;
    this.model = model;
  }

  /** Starts the table of a tool. */
  public static Builder of(String tool) {
    return new Builder(tool);
  }

  /**
   * Collects the options; their order is that of the help and of the possibilities in an ambiguity.
   */
  public static final class Builder {
    private final String tool;
    private final List<Option> options = new ArrayList<>();

    private Builder(String tool) {
      this.tool = tool;
    }

    /**
     * An option of kmod's without a value.
     *
     * @param names with their dashes, separated by commas
     */
    public Flag flag(String names, String description) {
      return add(new Flag(split(names), Option.Kind.KMODS, description));
    }

    /** The same for an option that kmod does not have: it cannot be abbreviated. */
    public Flag ownFlag(String names, String description) {
      return add(new Flag(split(names), Option.Kind.OWN, description));
    }

    /** The same for one that is understood and not shown. */
    public Flag hiddenFlag(String names) {
      return add(new Flag(split(names), Option.Kind.HIDDEN, ""));
    }

    /**
     * An option of kmod's with a value.
     *
     * @param label see {@link Value#label}
     * @param choices see {@link Value#choices}
     */
    public Value value(String names, String label, String description, String... choices) {
      return add(
          new Value(split(names), Option.Kind.KMODS, label, description, List.of(choices), false));
    }

    /** The same for an option that kmod does not have; see {@link #ownFlag}. */
    public Value ownValue(String names, String label, String description, String... choices) {
      return add(
          new Value(split(names), Option.Kind.OWN, label, description, List.of(choices), false));
    }

    /** The same with a value that may be left out; see {@link Value#isOptional}. */
    public Value ownOptionalValue(String names, String label, String description) {
      return add(new Value(split(names), Option.Kind.OWN, label, description, List.of(), true));
    }

    private static List<String> split(String names) {
      return List.of(names.split(",", -1));
    }

    private <T extends Option> T add(T option) {
      options.add(option);
      return option;
    }

    /** The table, with --version and --help at its end, and the lines around it in the help. */
    public OptionTable build(String synopsis, String summary, String... example) {
      Flag version = flag("-V,--version", "print the version and exit");
      Flag help = flag("-h,--help", "print this help and exit");
      CommandSpec model = CommandSpec.create().name(tool);
      // No text of ours has variables in it.
      model.interpolateVariables(false);
      for (Option option : options) {
        if (option.isShown()) {
          model.addOption(spec(option));
        }
      }
      model
          .usageMessage()
          // The lines after the first stand below what follows "Usage: ".
          .customSynopsis(synopsis.replace("\n", "\n       ").split("\n", -1))
          .description(summary)
          .sortOptions(false)
          .footer(example)
          .abbreviateSynopsis(true)
          .width(80);
      return new OptionTable(this, version, help, model);
    }

    private static OptionSpec spec(Option option) {
      OptionSpec.Builder spec =
          OptionSpec.builder(option.names().toArray(String[]::new))
              .type(List.class)
              .description(option.description());
      return (option instanceof Value value
              ? spec.arity(value.isOptional() ? "0..1" : "1")
                  .auxiliaryTypes(String.class)
                  .paramLabel(value.label())
              : spec.arity("0").auxiliaryTypes(Boolean.class))
          .build();
    }
  }

  /** All options in order. */
  public List<Option> options() {
    return options;
  }

  /** The option that prints the version. */
  public Flag version() {
    return version;
  }

  /** The option that prints the help. */
  public Flag help() {
    return help;
  }

  /**
   * Reads arguments as getopt_long does.
   *
   * @param posixlyCorrect options end at the first operand
   */
  public Arguments parse(List<String> arguments, boolean posixlyCorrect) throws UsageException {
    return new GetoptLong(this, posixlyCorrect).read(arguments);
  }

  /** The help, with a line's end at its end. */
  public String usage() {
    return new CommandLine(model).getUsageMessage(CommandLine.Help.Ansi.OFF);
  }

  /** All long names in order, without dashes. */
  List<LongName> longNames() {
    return longNames;
  }

  private static List<LongName> longNames(List<Option> options) {
    List<LongName> names = new ArrayList<>();
    for (Option option : options) {
      for (String name : option.names()) {
        if (name.startsWith("--")) {
          names.add(new LongName(name.substring(2), option));
        }
      }
    }
    return List.copyOf(names);
  }

  /** A long name and what it stands for. */
  record LongName(String name, Option option) {}
}
