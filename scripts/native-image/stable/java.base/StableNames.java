package java.lang;

import java.util.HashMap;

public final class StableNames {
  private static final HashMap<String, String> NAMES = new HashMap<>();

  public static String of(String name) {
    int at = name.lastIndexOf("0x");
    if (at < 1 || name.length() < at + 18) return name;
    char before = name.charAt(at - 1);
    if (before != '/' && before != '.') return name;
    String address = name.substring(at + 2, at + 18);
    synchronized (NAMES) {
      String stable = NAMES.get(address);
      if (stable == null) {
        stable = Long.toHexString(0x1000000000000000L + NAMES.size());
        NAMES.put(address, stable);
      }
      return name.substring(0, at + 2).concat(stable).concat(name.substring(at + 18));
    }
  }
}
