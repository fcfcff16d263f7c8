package org.jkmod.config;

import java.util.List;

/**
 * One line of modprobe.d, or one word of the kernel command line, that says something about
 * modules.
 */
public sealed interface Rule {
  Origin origin();

  /** The module that it is about: a name, or a pattern where that may be one. */
  String subject();

  /** {@code alias WILDCARD MODULE} */
  record Alias(String pattern, String module, Origin origin) implements Rule {
    @Override
    public String subject() {
      return pattern;
    }
  }

  /** {@code blacklist MODULE} */
  record Blacklist(String module, Origin origin) implements Rule {
    @Override
    public String subject() {
      return module;
    }
  }

  /** {@code options MODULE OPTION…}; the module may be an alias. */
  record Options(String module, String options, Origin origin) implements Rule {
    @Override
    public String subject() {
      return module;
    }
  }

  /** {@code install MODULE COMMAND…}; the module may be a pattern. */
  record Install(String module, String command, Origin origin) implements Rule {
    @Override
    public String subject() {
      return module;
    }
  }

  /** {@code remove MODULE COMMAND…}; the module may be a pattern. */
  record Remove(String module, String command, Origin origin) implements Rule {
    @Override
    public String subject() {
      return module;
    }
  }

  /** {@code softdep MODULE pre: MODULE… post: MODULE…} */
  record Softdep(String module, List<String> pre, List<String> post, Origin origin)
      implements Rule {
    public Softdep {
      pre = List.copyOf(pre);
      post = List.copyOf(post);
    }

    @Override
    public String subject() {
      return module;
    }
  }

  /** {@code weakdep MODULE MODULE…}: what the module may ask for later; loads nothing. */
  record Weakdep(String module, List<String> weak, Origin origin) implements Rule {
    public Weakdep {
      weak = List.copyOf(weak);
    }

    @Override
    public String subject() {
      return module;
    }
  }
}
