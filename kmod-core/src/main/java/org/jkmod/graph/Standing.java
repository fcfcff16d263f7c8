package org.jkmod.graph;

/** What can be said of a module of a {@link Chart}; where several are true, the first. */
public enum Standing {
  /** It is part of the kernel. */
  BUILTIN,
  /** It has no file. */
  MISSING,
  /** The policy keeps it out. */
  FORBIDDEN,
  /** The running kernel has it. */
  LOADED,
  /** It could be loaded. */
  INSTALLED
}
