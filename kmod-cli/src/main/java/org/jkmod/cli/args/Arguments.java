package org.jkmod.cli.args;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** A command line as it was understood. */
public final class Arguments {
  private final ParseResult result;
  private final List<String> values;
  private final List<String> operands;

  Arguments(ParseResult result, List<String> values, List<String> operands) {
    this.result = result;
    this.values = values;
    this.operands = operands;
  }

  /** Whether the option was given; any of its names will do. */
  public boolean has(String name) {
    return result.hasMatchedOption(name);
  }

  /** How often it was given. */
  public int count(String name) {
    List<?> values = result.matchedOptionValue(name, List.of());
    return values.size();
  }

  /** Its values in order. */
  public List<String> values(String name) {
    OptionSpec option = result.matchedOption(name);
    if (option == null) {
      return List.of();
    }
    List<String> given = new ArrayList<>();
    for (String place : option.stringValues()) {
      given.add(values.get(Integer.parseInt(place)));
    }
    return given;
  }

  /** Its last value, null when it was not given. */
  public @Nullable String last(String name) {
    List<String> values = values(name);
    return values.isEmpty() ? null : values.get(values.size() - 1);
  }

  /** Which of these options came last, null when none did. */
  public @Nullable String lastOf(List<String> names) {
    String last = null;
    for (OptionSpec option : result.matchedOptions()) {
      for (String name : names) {
        if (List.of(option.names()).contains(name)) {
          last = name;
        }
      }
    }
    return last;
  }

  /** What is no option, in order. */
  public List<String> operands() {
    return operands;
  }
}
