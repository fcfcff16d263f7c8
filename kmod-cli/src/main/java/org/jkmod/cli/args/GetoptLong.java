package org.jkmod.cli.args;

import java.util.ArrayList;
import java.util.List;
import org.jkmod.cli.args.OptionTable.LongName;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Turns arguments in any form that getopt_long(3) takes (clusters, values that follow at once,
 * abbreviations, options after operands) into the one form that picocli is given: long names. In
 * the place of a value stands its number in {@link #values}: picocli would try whether a value is a
 * number, a variable or another option, and each such try costs more than all of the parsing here.
 */
final class GetoptLong {
  private final OptionTable table;
  private final boolean posixlyCorrect;
  private final List<String> options = new ArrayList<>();
  private final List<String> values = new ArrayList<>();
  private final List<String> operands = new ArrayList<>();

  /**
   * @param posixlyCorrect the first operand ends the options, as with POSIXLY_CORRECT in the
   *     environment
   */
  GetoptLong(OptionTable table, boolean posixlyCorrect) {
    this.table = table;
    this.posixlyCorrect = posixlyCorrect;
  }

  void read(List<String> arguments) throws UsageException {
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.equals("--")) {
        operands.addAll(arguments.subList(i + 1, arguments.size()));
        break;
      }
      String next = i + 1 < arguments.size() ? arguments.get(i + 1) : null;
      if (argument.startsWith("--")) {
        i += longOption(argument.substring(2), next);
      } else if (argument.startsWith("-") && argument.length() > 1) {
        i += shortOptions(argument, next);
      } else if (posixlyCorrect) {
        operands.addAll(arguments.subList(i, arguments.size()));
        break;
      } else {
        operands.add(argument);
      }
    }
  }

  /** The options for picocli. */
  List<String> options() {
    return options;
  }

  /** The options' values, which {@link #options} name by their places. */
  List<String> values() {
    return values;
  }

  /** What is no option, in order. */
  List<String> operands() {
    return operands;
  }

  /** Takes one; returns how many arguments after it were taken too. */
  private int longOption(String text, @Nullable String next) throws UsageException {
    int equals = text.indexOf('=');
    String name = equals < 0 ? text : text.substring(0, equals);
    LongName found = find(name, text);
    if (OptionTable.isOptional(found.option())) {
      // As getopt_long has it: the value follows an equals sign, never as the next argument.
      add(found.option(), equals < 0 ? "" : text.substring(equals + 1));
      return 0;
    }
    if (takesValue(found.option())) {
      if (equals >= 0) {
        add(found.option(), text.substring(equals + 1));
        return 0;
      }
      if (next == null) {
        throw new UsageException("option '--" + found.name() + "' requires an argument");
      }
      add(found.option(), next);
      return 1;
    }
    if (equals >= 0) {
      throw new UsageException("option '--" + found.name() + "' doesn't allow an argument");
    }
    add(found.option(), null);
    return 0;
  }

  /** The option of that name; {@code text} is what complaints show, its value included. */
  private LongName find(String name, String text) throws UsageException {
    List<LongName> candidates = new ArrayList<>();
    for (LongName candidate : table.longNames()) {
      if (candidate.name().equals(name)) {
        return candidate;
      }
      if (candidate.name().startsWith(name)
          && OptionTable.isKmods(candidate.option())
          && (candidates.isEmpty() || !candidates.get(0).option().equals(candidate.option()))) {
        candidates.add(candidate);
      }
    }
    if (candidates.isEmpty()) {
      throw new UsageException("unrecognized option '--" + text + "'");
    }
    if (candidates.size() > 1) {
      StringBuilder message =
          new StringBuilder("option '--" + text + "' is ambiguous; possibilities:");
      for (LongName candidate : candidates) {
        message.append(" '--").append(candidate.name()).append('\'');
      }
      throw new UsageException(message.toString());
    }
    return candidates.get(0);
  }

  /** Takes a cluster such as {@code -rvS6.1}. */
  private int shortOptions(String cluster, @Nullable String next) throws UsageException {
    for (int i = 1; i < cluster.length(); i++) {
      char letter = cluster.charAt(i);
      OptionSpec option = findShort(letter);
      if (option == null) {
        throw new UsageException("invalid option -- '" + letter + "'");
      }
      if (!takesValue(option)) {
        add(option, null);
        continue;
      }
      if (i + 1 < cluster.length()) {
        add(option, cluster.substring(i + 1));
        return 0;
      }
      if (next == null) {
        throw new UsageException("option requires an argument -- '" + letter + "'");
      }
      add(option, next);
      return 1;
    }
    return 0;
  }

  private @Nullable OptionSpec findShort(char letter) {
    if (letter == '-') {
      return null;
    }
    String name = "-" + letter;
    for (OptionSpec option : table.options()) {
      for (String candidate : option.names()) {
        if (candidate.equals(name)) {
          return option;
        }
      }
    }
    return null;
  }

  private static boolean takesValue(OptionSpec option) {
    return option.arity().min() == 1;
  }

  private void add(OptionSpec option, @Nullable String value) {
    String name = OptionTable.canonicalName(option);
    if (value == null) {
      options.add(name);
    } else {
      options.add(name + "=" + values.size());
      values.add(value);
    }
  }
}
