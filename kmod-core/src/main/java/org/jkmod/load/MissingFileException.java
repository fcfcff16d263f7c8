package org.jkmod.load;

import java.io.IOException;

/** The plan has a module that there is no file for. */
public final class MissingFileException extends IOException {
  private static final long serialVersionUID = 1;

  private final String module;

  MissingFileException(String module) {
    super("no file for module " + module);
    this.module = module;
  }

  public String module() {
    return module;
  }
}
