package org.jkmod.cli.args;

import java.util.List;

/** An option of one tool; made by the tool's {@link OptionTable.Builder}. */
public abstract sealed class Option permits Flag, Value {
  /** Whose it is: what getopt_long(3) may be given short for it, and what the help shows. */
  enum Kind {
    /** kmod has it: it may be abbreviated. */
    KMODS,
    /**
     * Only we have it: it has to be written out, so that what is short for one of kmod's stays so.
     */
    OWN,
    /** Understood for the sake of old scripts, written out, and not shown. */
    HIDDEN
  }

  private final List<String> names;
  private final Kind kind;
  private final String description;

  Option(List<String> names, Kind kind, String description) {
    this.names = List.copyOf(names);
    this.kind = kind;
    this.description = description;
  }

  /** All its names with their dashes. */
  public final List<String> names() {
    return names;
  }

  /** Its last name, which is a long one wherever there is one: what messages call it. */
  public final String name() {
    return names.get(names.size() - 1);
  }

  /** Its first name, a letter where it has one. */
  public final String shortestName() {
    return names.get(0);
  }

  /** Whether the help shows it. */
  public final boolean isShown() {
    return kind != Kind.HIDDEN;
  }

  final boolean mayBeAbbreviated() {
    return kind == Kind.KMODS;
  }

  /** What it does, in a few words of the help. */
  final String description() {
    return description;
  }
}
