package org.jkmod.cli.args;

import java.util.List;

/** An option with a value, which may come several times. */
public final class Value extends Option {
  private final String label;
  private final List<String> choices;
  private final boolean isOptional;

  Value(
      List<String> names,
      Kind kind,
      String label,
      String description,
      List<String> choices,
      boolean isOptional) {
    super(names, kind, description);
    this.label = label;
    this.isOptional = isOptional;
    this.choices = List.copyOf(choices);
  }

  /** What the help calls the value: PATH, DIR and FILE are paths, VERSION is a kernel's release. */
  public String label() {
    return label;
  }

  /** Whether it may be left out: it then is empty, and never the next argument. */
  public boolean isOptional() {
    return isOptional;
  }

  /** What a completion offers for it, where that can be listed; else empty. */
  public List<String> choices() {
    return choices;
  }
}
