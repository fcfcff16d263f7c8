package org.jkmod.resolve;

import java.util.List;
import org.jkmod.config.Rule;
import org.jspecify.annotations.Nullable;

/** What is to become of a module of a plan, and which rules say so. */
public sealed interface Verdict {
  /**
   * Calls what stands for this kind of verdict. A switch would do the same, and is slow to start in
   * a native executable.
   */
  <T, E extends Exception> T accept(LoadStep step, Visitor<T, E> visitor) throws E;

  /** One method a kind. */
  interface Visitor<T, E extends Exception> {
    T insert(LoadStep step, Insert verdict) throws E;

    T installCommand(LoadStep step, InstallCommand verdict) throws E;

    T builtin(LoadStep step, Builtin verdict) throws E;

    T missing(LoadStep step, Missing verdict) throws E;

    T forbidden(LoadStep step, Forbidden verdict) throws E;
  }

  /**
   * Its file is loaded.
   *
   * @param path the module's file
   * @param parameters what the kernel gets, those of the configuration first
   * @param options the lines that gave them
   */
  record Insert(String path, String parameters, List<Rule.Options> options) implements Verdict {
    public Insert {
      options = List.copyOf(options);
    }

    @Override
    public <T, E extends Exception> T accept(LoadStep step, Visitor<T, E> visitor) throws E {
      return visitor.insert(step, this);
    }
  }

  /**
   * The configuration's command is run instead of loading it.
   *
   * @param rule its text may hold {@code $CMDLINE_OPTS}, which stands for the parameters
   */
  record InstallCommand(Rule.Install rule, String parameters, List<Rule.Options> options)
      implements Verdict {
    public InstallCommand {
      options = List.copyOf(options);
    }

    /** What the shell gets. */
    public String commandLine() {
      return rule.command().replace("$CMDLINE_OPTS", parameters);
    }

    @Override
    public <T, E extends Exception> T accept(LoadStep step, Visitor<T, E> visitor) throws E {
      return visitor.installCommand(step, this);
    }
  }

  /** Nothing to do: it is part of the kernel. */
  record Builtin() implements Verdict {
    @Override
    public <T, E extends Exception> T accept(LoadStep step, Visitor<T, E> visitor) throws E {
      return visitor.builtin(step, this);
    }
  }

  /**
   * There is no file for it.
   *
   * @param alias what led to the name, null when it was the name itself
   */
  record Missing(@Nullable String alias) implements Verdict {
    @Override
    public <T, E extends Exception> T accept(LoadStep step, Visitor<T, E> visitor) throws E {
      return visitor.missing(step, this);
    }
  }

  /**
   * The policy keeps it out, or what it needs. As a soft dependency it is left out, with all that
   * only it needs.
   *
   * @param objection its subject is the module itself or one that it needs
   */
  record Forbidden(Objection objection) implements Verdict {
    @Override
    public <T, E extends Exception> T accept(LoadStep step, Visitor<T, E> visitor) throws E {
      return visitor.forbidden(step, this);
    }
  }
}
