package java.lang.runtime;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Names for the classes that FixedOrder has SwitchBootstraps make: from what the switch tells apart, and a number where two switches of
 * a class tell the same apart, which makes them alike.
 */
final class SwitchNames {
  private static final Map<String, Integer> COUNTS = new HashMap<>();

  private SwitchNames() {}

  static synchronized String name(String start, Class<?> selector, Object[] labels) {
    String name = start + Integer.toHexString((selector + Arrays.toString(labels)).hashCode());
    return name + "_" + COUNTS.merge(name, 1, Integer::sum);
  }
}
