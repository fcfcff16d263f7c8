package org.jkmod.resolve;

import java.util.List;
import org.jkmod.config.Rule;
import org.jspecify.annotations.Nullable;

/** One thing to do on the way to a loaded module. */
public sealed interface LoadStep {
  /** The module's name. */
  String module();

  /** Why it is here. */
  Reason reason();

  /** Whether the plan as a whole fails when this step does. */
  boolean required();

  /** Whether the module is part of the kernel. */
  boolean builtin();

  /**
   * Calls what stands for this kind of step. A switch would do the same, and is slow to start in a
   * native executable.
   */
  <T, E extends Exception> T accept(Visitor<T, E> visitor) throws E;

  /** One method a kind. */
  interface Visitor<T, E extends Exception> {
    T insert(Insert step) throws E;

    T installCommand(InstallCommand step) throws E;

    T builtin(Builtin step) throws E;

    T missing(Missing step) throws E;
  }

  /**
   * Load a file.
   *
   * @param path the module's file
   * @param parameters what the kernel gets, those of the configuration first
   * @param origins the options lines that gave them
   * @param builtin whether the module is part of the kernel all the same, so that nothing is to do
   */
  record Insert(
      String module,
      String path,
      String parameters,
      List<Rule.Options> origins,
      Reason reason,
      boolean required,
      boolean builtin)
      implements LoadStep {
    public Insert {
      origins = List.copyOf(origins);
    }

    @Override
    public <T, E extends Exception> T accept(Visitor<T, E> visitor) throws E {
      return visitor.insert(this);
    }
  }

  /**
   * Run the configuration's command instead of loading.
   *
   * @param rule its text may hold {@code $CMDLINE_OPTS}, which stands for the parameters
   * @param builtin whether the module is part of the kernel, so that the command is not run
   */
  record InstallCommand(
      String module,
      Rule.Install rule,
      String parameters,
      List<Rule.Options> origins,
      Reason reason,
      boolean required,
      boolean builtin)
      implements LoadStep {
    public InstallCommand {
      origins = List.copyOf(origins);
    }

    @Override
    public <T, E extends Exception> T accept(Visitor<T, E> visitor) throws E {
      return visitor.installCommand(this);
    }
  }

  /** Nothing to do: the module is part of the kernel. */
  record Builtin(String module, Reason reason, boolean required) implements LoadStep {
    @Override
    public boolean builtin() {
      return true;
    }

    @Override
    public <T, E extends Exception> T accept(Visitor<T, E> visitor) throws E {
      return visitor.builtin(this);
    }
  }

  /**
   * There is no file for the module.
   *
   * @param alias what led to the name, null when it was the name itself
   */
  record Missing(String module, @Nullable String alias, Reason reason, boolean required)
      implements LoadStep {
    @Override
    public boolean builtin() {
      return false;
    }

    @Override
    public <T, E extends Exception> T accept(Visitor<T, E> visitor) throws E {
      return visitor.missing(this);
    }
  }
}
