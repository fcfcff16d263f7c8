package org.jkmod.natives;

/** What is called of the C library for the process and its surroundings; see {@link LibC}. */
interface LibCProcess {
  /** Runs a line in /bin/sh; the caller does not see the signals from the terminal meanwhile. */
  int system(long command);

  int uname(long names);

  /** The identity is an address that the C library keeps; 0 stands for the program's own name. */
  void openlog(long identity, int option, int facility);

  void syslog(int priority, long format, long message);
}
