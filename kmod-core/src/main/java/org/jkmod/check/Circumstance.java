package org.jkmod.check;

import java.util.Locale;

/** What lets a module be loaded, or stops it; after each the facts that it comes with. */
public enum Circumstance {
  /** It is loaded now. */
  LOADED(true),
  /** It is part of the kernel: the functions that start it, with blanks between; or nothing. */
  BUILTIN(true),
  /** Nothing stops who asks for it by its name. */
  BY_NAME(true),
  /** The policy forbids it, and is in audit mode: the place, the reason. */
  AUDIT(true),
  /** A command is run instead: the place, the command. */
  INSTALL_RUNS(true),
  /** A command keeps it out, but kmod passes over that: the place, that of the softdep line. */
  INSTALL_DEFEATED(true),
  /** Modules that need it, and may be loaded: their names, with commas between; how many more. */
  DEPENDENCY(true),
  /** A module of which it is a soft dependency: its name, the place of the softdep line. */
  SOFT_DEPENDENCY(true),
  /** udev and systemd may load it by the C library, which knows no policy. */
  LIBRARY(true),
  /** An initramfs has it, and nothing that keeps it out: the image. */
  IMAGE(true),
  /** No module of that name, and no list of what the kernel has built in. */
  PERHAPS_BUILTIN(true),

  /** This kernel does not have it. */
  ABSENT(false),
  /** The policy forbids it: the place, the reason, what it needs when that is meant; or nothing. */
  POLICY(false),
  /** The policy forbids what was asked for: the place, what was asked for. */
  REQUEST(false),
  /** A command is run that loads nothing: the place, the command. */
  INSTALL(false),
  /** Of two install lines, this one does not count: the place, that of the other. */
  INSTALL_UNUSED(false),
  /** A blacklist line keeps aliases from standing for it: the place. */
  BLACKLIST(false),
  /** module_blacklist= on the kernel command line: the kernel refuses it. */
  KERNEL_BLACKLIST(false),
  /** kernel.modules_disabled is set: the kernel loads none. */
  MODULES_DISABLED(false),
  /** initcall_blacklist= on the kernel command line keeps it from starting: the function. */
  INITCALL_BLACKLIST(false);

  private final boolean isWay;

  Circumstance(boolean isWay) {
    this.isWay = isWay;
  }

  /** Whether it is a way by which the module gets, or got, into the kernel. */
  public boolean isWay() {
    return isWay;
  }

  /** As it is written in the output: {@code by-name}, say. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
