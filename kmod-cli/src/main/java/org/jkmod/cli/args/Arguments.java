package org.jkmod.cli.args;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command line as it was understood.
 *
 * @param given the options in order, each as often as it came
 * @param operands what is no option, in order
 */
public record Arguments(List<Given> given, List<String> operands) {
  /**
   * An option that was given.
   *
   * @param value null for a {@link Flag}
   */
  record Given(Option option, @Nullable String value) {}

  /** Whether the option was given. */
  public boolean has(Option option) {
    return count(option) > 0;
  }

  /** How often it was given. */
  public int count(Option option) {
    int count = 0;
    for (Given each : given) {
      count += each.option() == option ? 1 : 0;
    }
    return count;
  }

  /** Its values in order. */
  public List<String> values(Value option) {
    List<String> values = new ArrayList<>();
    for (Given each : given) {
      if (each.option() == option && each.value() != null) {
        values.add(each.value());
      }
    }
    return values;
  }

  /** Its last value, null when it was not given. */
  public @Nullable String last(Value option) {
    List<String> values = values(option);
    return values.isEmpty() ? null : values.get(values.size() - 1);
  }

  /** Which of these options came last, null when none did. */
  public @Nullable Option lastOf(Iterable<? extends Option> options) {
    Option last = null;
    for (Given each : given) {
      for (Option option : options) {
        last = each.option() == option ? option : last;
      }
    }
    return last;
  }
}
