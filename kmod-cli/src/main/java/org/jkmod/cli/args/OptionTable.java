package org.jkmod.cli.args;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The options of a tool, as a picocli model built in code: no annotations are read and nothing is
 * reflected on at start-up.
 */
public final class OptionTable {
  private static final String OWN = "own";
  private static final String OWN_OPTIONAL = "own, value optional";

  private final CommandSpec spec;

  private OptionTable(CommandSpec spec) {
    this.spec = spec;
  }

  /** Starts the table of a tool. */
  public static Builder of(String tool) {
    return new Builder(tool);
  }

  /**
   * Collects the options; their order is that of the help and of the possibilities in an ambiguity.
   */
  public static final class Builder {
    private final CommandSpec spec;

    private Builder(String tool) {
      spec = CommandSpec.create().name(tool);
      spec.parser().posixClusteredShortOptionsAllowed(false).unmatchedArgumentsAllowed(false);
      // No text of ours has variables in it: looking for them takes a tenth of a query's own time.
      spec.interpolateVariables(false);
      // Which word is a value, GetoptLong has decided already.
      spec.parser().allowOptionsAsOptionParameters(true);
    }

    /**
     * An option without a value.
     *
     * @param names with their dashes, separated by commas
     */
    public Builder flag(String names, String description) {
      return add(option(names, Boolean.class).description(description));
    }

    /**
     * The same for an option that kmod does not have: it cannot be abbreviated, so that what is
     * short for one of kmod's stays so.
     */
    public Builder ownFlag(String names, String description) {
      return add(option(names, Boolean.class).description(description).descriptionKey(OWN));
    }

    /** An option with a value, which may come several times. */
    public Builder value(String names, String label, String description) {
      return add(option(names, String.class).paramLabel(label).description(description));
    }

    /** The same for an option that kmod does not have; see {@link #ownFlag}. */
    public Builder ownValue(String names, String label, String description) {
      return add(
          option(names, String.class)
              .paramLabel(label)
              .description(description)
              .descriptionKey(OWN));
    }

    /** The same with a value that may be left out; without one it is empty. */
    public Builder ownOptionalValue(String names, String label, String description) {
      return add(
          option(names, String.class)
              .paramLabel("[" + label + "]")
              .description(description)
              .descriptionKey(OWN_OPTIONAL));
    }

    /** An option that is understood and not shown. */
    public Builder hiddenFlag(String names) {
      return add(option(names, Boolean.class).hidden(true));
    }

    /** The same with a value. */
    public Builder hiddenValue(String names) {
      return add(option(names, String.class).hidden(true));
    }

    /**
     * @param values Boolean for one that has none, String for one that takes one
     */
    private static OptionSpec.Builder option(String names, Class<?> values) {
      return OptionSpec.builder(names.split(",", -1))
          .arity(values == Boolean.class ? "0" : "1")
          .type(List.class)
          .auxiliaryTypes(values);
    }

    private Builder add(OptionSpec.Builder option) {
      spec.addOption(option.build());
      return this;
    }

    /** The lines over and under the options in the help. */
    public OptionTable build(String synopsis, String summary, String... example) {
      spec.usageMessage()
          .customSynopsis(synopsis.split("\n", -1))
          .description(summary)
          .sortOptions(false)
          .footer(example)
          .abbreviateSynopsis(true)
          .width(80);
      return new OptionTable(spec);
    }
  }

  /** All options in order. */
  List<OptionSpec> options() {
    return spec.options();
  }

  /** Parses arguments as getopt_long does. */
  public Arguments parse(List<String> arguments, boolean posixlyCorrect) throws UsageException {
    GetoptLong read = new GetoptLong(this, posixlyCorrect);
    read.read(arguments);
    return new Arguments(
        commandLine().parseArgs(read.options().toArray(String[]::new)),
        read.values(),
        read.operands());
  }

  private CommandLine commandLine() {
    // All values are texts; picocli would look for the JDK's classes of dates and times to read
    // them.
    System.setProperty("picocli.converters.excludes", "java[.].*");
    return new CommandLine(spec);
  }

  /** The help, with a line's end at its end. */
  public String usage() {
    return commandLine().getUsageMessage(CommandLine.Help.Ansi.OFF);
  }

  /**
   * The option's own name in canonical arguments: its last, which is a long one wherever there is
   * one.
   */
  static String canonicalName(OptionSpec option) {
    String[] names = option.names();
    return names[names.length - 1];
  }

  /** Whether the option is one of kmod's, which may be abbreviated. */
  static boolean isKmods(OptionSpec option) {
    return !option.hidden() && !OWN.equals(option.descriptionKey()) && !isOptional(option);
  }

  /** Whether its value may be left out. */
  static boolean isOptional(OptionSpec option) {
    return OWN_OPTIONAL.equals(option.descriptionKey());
  }

  /** All long names in order, without dashes. */
  List<LongName> longNames() {
    List<LongName> names = new ArrayList<>();
    for (OptionSpec option : options()) {
      for (String name : option.names()) {
        if (name.startsWith("--")) {
          names.add(new LongName(name.substring(2), option));
        }
      }
    }
    return names;
  }

  /** A long name and what it stands for. */
  record LongName(String name, OptionSpec option) {}
}
