package org.jkmod.natives;

import jnr.ffi.annotations.In;
import jnr.ffi.annotations.Out;

/**
 * What is called of the C library. Texts are bytes with a NUL at the end; nothing is decoded on the
 * way.
 */
public interface LibC {
  int open(@In byte[] path, int flags);

  int close(int descriptor);

  /** finit_module(2) has no function of its own in the C library. */
  long syscall(long number, int descriptor, @In byte[] parameters, int flags);

  int init_module(@In byte[] image, long size, @In byte[] parameters);

  int delete_module(@In byte[] name, int flags);

  /** Runs a line in /bin/sh; the caller does not see the signals from the terminal meanwhile. */
  int system(@In byte[] command);

  int setenv(@In byte[] name, @In byte[] value, int overwrite);

  int uname(@Out byte[] names);

  /** The identity is an address that the C library keeps; 0 stands for the program's own name. */
  void openlog(long identity, int option, int facility);

  void syslog(int priority, @In byte[] format, @In byte[] message);

  void closelog();
}
