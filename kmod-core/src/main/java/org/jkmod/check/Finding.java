package org.jkmod.check;

import java.util.List;
import org.jkmod.config.Origin;

/**
 * A fault that was found.
 *
 * @param origin the file, and the line where it is about one; line 0 is the file as a whole
 * @param facts what {@link Fault} says of its kind, in that order
 */
public record Finding(Fault fault, Origin origin, List<String> facts) {
  public Finding {
    facts = List.copyOf(facts);
  }

  static Finding of(Fault fault, Origin origin, String... facts) {
    return new Finding(fault, origin, List.of(facts));
  }

  /** One about a whole file or folder. */
  public static Finding of(Fault fault, String path, String... facts) {
    return new Finding(fault, new Origin(path, 0), List.of(facts));
  }
}
