package org.jkmod.cli.command;

import java.util.List;
import org.jkmod.cli.CommandContext;

/** One of the tools. */
public interface Command {
  /**
   * Does what the arguments say.
   *
   * @param arguments without the program's name
   * @return the exit status
   */
  int run(List<String> arguments, CommandContext context);
}
