package org.jkmod.load;

import java.io.IOException;
import org.jkmod.ModuleName;

/** An install or remove command that ended with another status than 0. */
public final class CommandFailure extends IOException {
  private static final long serialVersionUID = 1;

  private final String keyword;
  private final transient ModuleName module;
  private final String command;
  private final int status;

  CommandFailure(String keyword, ModuleName module, String command, int status) {
    super(keyword + " command of " + module + " ended with status " + status);
    this.keyword = keyword;
    this.module = module;
    this.command = command;
    this.status = status;
  }

  /** {@code install} or {@code remove}. */
  public String keyword() {
    return keyword;
  }

  public ModuleName module() {
    return module;
  }

  /** The line that the shell got. */
  public String command() {
    return command;
  }

  /** The exit status; 128 and the signal's number when a signal ended it. */
  public int status() {
    return status;
  }
}
