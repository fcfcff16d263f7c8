package org.jkmod.cli.args;

import java.util.List;

/** An option without a value. */
public final class Flag extends Option {
  Flag(List<String> names, Kind kind, String description) {
    super(names, kind, description);
  }
}
