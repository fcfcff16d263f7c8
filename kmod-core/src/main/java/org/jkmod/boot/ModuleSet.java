package org.jkmod.boot;

import java.io.IOException;
import java.util.List;
import org.jkmod.config.Origin;

/**
 * The modules that are to be loaded at boot.
 *
 * @param entries in order, each name once: the kernel's command line first
 * @param files what was read, in order
 * @param problems what was passed over
 */
public record ModuleSet(List<Entry> entries, List<String> files, List<Problem> problems) {
  public ModuleSet {
    entries = List.copyOf(entries);
    files = List.copyOf(files);
    problems = List.copyOf(problems);
  }

  /**
   * A module.
   *
   * @param name a name or an alias, as it was written
   * @param origin where it was first named
   */
  public record Entry(String name, Origin origin) {}

  /** Something that was passed over. */
  public sealed interface Problem {
    /** Whether a file that was to be read was not. */
    default boolean isFailure() {
      return this instanceof NotOpened || this instanceof NotRead;
    }
  }

  /** A file that was named and is not there, or cannot be opened. */
  public record NotOpened(String path, IOException cause) implements Problem {}

  /** A file that is there and cannot be read: a folder, say. */
  public record NotRead(String path, IOException cause) implements Problem {}

  /** A switch of the kernel's command line without a value; it does no harm. */
  public record NoValue(String name) implements Problem {}

  /** A switch whose value is no list: it and the rest of the command line do not count. */
  public record BadValue(String name) implements Problem {}
}
