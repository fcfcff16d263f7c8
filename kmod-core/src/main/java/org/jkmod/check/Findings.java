package org.jkmod.check;

import java.util.function.Consumer;
import org.jkmod.config.Origin;
import org.jkmod.config.Rule;

/** Takes what is found. */
interface Findings extends Consumer<Finding> {
  /** What is wrong with a line. */
  default void report(Fault fault, Origin origin, String... facts) {
    accept(Finding.of(fault, origin, facts));
  }

  default void report(Fault fault, Rule rule, String... facts) {
    report(fault, rule.origin(), facts);
  }

  /** What is wrong with a whole file or folder. */
  default void report(Fault fault, String path, String... facts) {
    accept(Finding.of(fault, path, facts));
  }
}
