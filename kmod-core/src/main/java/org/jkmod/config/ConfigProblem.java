package org.jkmod.config;

import java.io.IOException;
import org.jkmod.port.Errno;

/** Something in the configuration that is passed over, with the place. */
public sealed interface ConfigProblem {
  /** A line that no keyword explains. */
  record BadLine(Origin origin, String firstWord) implements ConfigProblem {}

  /** A keyword of old that has no effect any more. */
  record ObsoleteKeyword(Origin origin, String keyword) implements ConfigProblem {}

  /** A folder where a file was wanted. */
  record NestedFolder(String path) implements ConfigProblem {}

  /** A file or folder that cannot be read, such as a link to nowhere. */
  record Unreadable(String path, IOException cause) implements ConfigProblem {
    /**
     * What a file that cannot be read comes to: it is passed over as kmod does it, unless only the
     * moment was to blame, such as too many open files: the answer without it would be another.
     *
     * @throws IOException the cause
     */
    static Unreadable orThrow(String path, IOException cause) throws IOException {
      Errno errno = Errno.of(cause);
      if (errno != null && errno.isOfTheMoment()) {
        throw cause;
      }
      return new Unreadable(path, cause);
    }
  }

  /** A module name on the kernel command line that is none. */
  record BadCommandLineName(String name) implements ConfigProblem {}
}
