package org.jkmod.config;

import java.util.List;
import org.jkmod.AliasKey;
import org.jkmod.ModuleName;

/**
 * One line of modprobe.d, or one word of the kernel command line, that says something about
 * modules.
 */
public sealed interface Rule {
  Origin origin();

  /**
   * What it is about, as it is compared: a name, or a pattern or an alias where that may be one. In
   * the form of an {@link AliasKey}; a word of the kernel command line's blacklist is as it was
   * written there.
   */
  String subject();

  /** {@code alias WILDCARD MODULE} */
  record Alias(String pattern, ModuleName module, Origin origin) implements Rule {
    @Override
    public String subject() {
      return pattern;
    }
  }

  /** {@code blacklist MODULE} */
  record Blacklist(String name, Origin origin) implements Rule {
    @Override
    public String subject() {
      return name;
    }
  }

  /** {@code options MODULE OPTION…}; the module may be an alias. */
  record Options(String nameOrAlias, String options, Origin origin) implements Rule {
    @Override
    public String subject() {
      return nameOrAlias;
    }
  }

  /** {@code install MODULE COMMAND…}; the module may be a pattern. */
  record Install(String pattern, String command, Origin origin) implements Rule {
    @Override
    public String subject() {
      return pattern;
    }
  }

  /** {@code remove MODULE COMMAND…}; the module may be a pattern. */
  record Remove(String pattern, String command, Origin origin) implements Rule {
    @Override
    public String subject() {
      return pattern;
    }
  }

  /**
   * {@code softdep MODULE pre: MODULE… post: MODULE…}; the names after it are as they were written.
   */
  record Softdep(String pattern, List<String> pre, List<String> post, Origin origin)
      implements Rule {
    public Softdep {
      pre = List.copyOf(pre);
      post = List.copyOf(post);
    }

    @Override
    public String subject() {
      return pattern;
    }
  }

  /** {@code weakdep MODULE MODULE…}: what the module may ask for later; loads nothing. */
  record Weakdep(String pattern, List<String> weak, Origin origin) implements Rule {
    public Weakdep {
      weak = List.copyOf(weak);
    }

    @Override
    public String subject() {
      return pattern;
    }
  }
}
