package org.jkmod.cli.args;

import java.util.ArrayList;
import java.util.List;
import org.jkmod.cli.args.Arguments.Given;
import org.jkmod.cli.args.OptionTable.LongName;
import org.jspecify.annotations.Nullable;

/**
 * Reads arguments as getopt_long(3) of the GNU C library does: clusters, values that follow at once
 * or as the next argument, abbreviations, options after operands; and complains in its words.
 */
final class GetoptLong {
  private final OptionTable table;
  private final boolean posixlyCorrect;
  private final List<Given> given = new ArrayList<>();
  private final List<String> operands = new ArrayList<>();

  /**
   * @param posixlyCorrect the first operand ends the options, as with POSIXLY_CORRECT in the
   *     environment
   */
  GetoptLong(OptionTable table, boolean posixlyCorrect) {
    this.table = table;
    this.posixlyCorrect = posixlyCorrect;
  }

  Arguments read(List<String> arguments) throws UsageException {
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
    return new Arguments(given, operands);
  }

  /** Takes one; returns how many arguments after it were taken too. */
  private int longOption(String text, @Nullable String next) throws UsageException {
    int equals = text.indexOf('=');
    String name = equals < 0 ? text : text.substring(0, equals);
    LongName found = find(name, text);
    if (found.option() instanceof Value value && value.isOptional()) {
      add(value, equals < 0 ? "" : text.substring(equals + 1));
      return 0;
    }
    if (found.option() instanceof Value) {
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
          && candidate.option().mayBeAbbreviated()
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
      Option option = findShort(letter);
      if (option == null) {
        throw new UsageException("invalid option -- '" + letter + "'");
      }
      if (option instanceof Flag) {
        add(option, null);
        continue;
      }
      if (i + 1 < cluster.length()) {
        add(option, cluster.substring(i + 1));
        return 0;
      }
      if (option instanceof Value value && value.isOptional()) {
        add(option, "");
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

  private @Nullable Option findShort(char letter) {
    if (letter == '-') {
      return null;
    }
    String name = "-" + letter;
    for (Option option : table.options()) {
      if (option.names().contains(name)) {
        return option;
      }
    }
    return null;
  }

  private void add(Option option, @Nullable String value) {
    given.add(new Given(option, value));
  }
}
