package org.jkmod.load;

import java.io.IOException;
import org.jkmod.ModuleName;

/** The plan has a module that there is no file for. */
public final class MissingFileException extends IOException {
  private static final long serialVersionUID = 1;

  private final transient ModuleName module;

  MissingFileException(ModuleName module) {
    super("no file for module " + module);
    this.module = module;
  }

  public ModuleName module() {
    return module;
  }
}
