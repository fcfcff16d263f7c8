package org.jkmod.load;

import java.io.IOException;
import java.util.Map;
import org.jkmod.ModuleName;
import org.jkmod.port.Commands;
import org.jkmod.port.KernelModules;
import org.jkmod.resolve.LoadRequest;
import org.jkmod.resolve.LoadRequest.Option;
import org.jkmod.resolve.LoadStep;
import org.jkmod.resolve.Verdict;

/** Does one step of a plan for loading. For several threads at once if its ports are. */
final class StepRunner implements Verdict.Visitor<Boolean, IOException> {
  private final ModuleLoader loader;
  private final Commands commands;
  private final int flags;

  StepRunner(ModuleLoader loader, Commands commands, LoadRequest request) {
    this.loader = loader;
    this.commands = commands;
    this.flags =
        (request.has(Option.FORCE_MODVERSION) ? KernelModules.IGNORE_MODVERSIONS : 0)
            | (request.has(Option.FORCE_VERMAGIC) ? KernelModules.IGNORE_VERMAGIC : 0);
  }

  @Override
  public Boolean insert(LoadStep step, Verdict.Insert verdict) throws IOException {
    loader.load(verdict.path(), verdict.parameters(), flags);
    return true;
  }

  @Override
  public Boolean installCommand(LoadStep step, Verdict.InstallCommand verdict) throws IOException {
    run(commands, "install", step.module(), verdict.commandLine());
    return true;
  }

  @Override
  public Boolean builtin(LoadStep step, Verdict.Builtin verdict) {
    return true;
  }

  @Override
  public Boolean missing(LoadStep step, Verdict.Missing verdict) throws IOException {
    throw new MissingFileException(step.module());
  }

  @Override
  public Boolean forbidden(LoadStep step, Verdict.Forbidden verdict) {
    return true;
  }

  /** Runs a command of the configuration. */
  static void run(Commands commands, String keyword, ModuleName module, String command)
      throws IOException {
    int status = commands.run(command, Map.of("MODPROBE_MODULE", module.text()));
    if (status != 0) {
      throw new CommandFailure(keyword, module, command, status);
    }
  }
}
