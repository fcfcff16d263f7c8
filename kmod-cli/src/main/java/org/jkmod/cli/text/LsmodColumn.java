package org.jkmod.cli.text;

import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What lsmod can show of a module. */
public enum LsmodColumn {
  NAME("Module"),
  /** In bytes. */
  SIZE("Size"),
  REFERENCES("References"),
  USEDBY("Used by"),
  STATE("State"),
  TAINT("Taint"),
  VERSION("Version"),
  SRCVERSION("Source version"),
  FILE("File"),
  /** The name in the certificate that the file is signed with. */
  SIGNER("Signed by"),
  /** What the policy says of it, and the rule. */
  POLICY("Policy");

  private final String heading;

  LsmodColumn(String heading) {
    this.heading = heading;
  }

  String heading() {
    return heading;
  }

  /** Numbers stand at the right of their column. */
  boolean isNumber() {
    return this == SIZE || this == REFERENCES;
  }

  /** As it is given on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All of them as they are given on the command line. */
  public static String[] labels() {
    return Stream.of(values()).map(LsmodColumn::label).toArray(String[]::new);
  }

  /** The column of that name, null when there is none. */
  public static @Nullable LsmodColumn named(String label) {
    for (LsmodColumn column : values()) {
      if (column.label().equals(label)) {
        return column;
      }
    }
    return null;
  }
}
