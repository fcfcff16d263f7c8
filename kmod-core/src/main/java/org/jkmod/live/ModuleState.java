package org.jkmod.live;

/** Where a module is in its life. */
public enum ModuleState {
  /** Not in the kernel. */
  ABSENT,
  /** Part of the kernel image. */
  BUILTIN,
  /** Loaded and running. */
  LIVE,
  /** Being loaded. */
  COMING,
  /** Being removed. */
  GOING
}
