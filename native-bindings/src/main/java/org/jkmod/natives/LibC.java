package org.jkmod.natives;

/**
 * What is called of the C library. Texts are bytes with a NUL at the end; nothing is decoded on the
 * way. Arrays are copied there and back: an annotation for each way would make the Java runtime
 * generate a class for every kind of annotation when the library is bound.
 */
public interface LibC {
  int open(byte[] path, int flags);

  int close(int descriptor);

  /** finit_module(2) has no function of its own in the C library. */
  long syscall(long number, int descriptor, byte[] parameters, int flags);

  int init_module(byte[] image, long size, byte[] parameters);

  int delete_module(byte[] name, int flags);

  /** Runs a line in /bin/sh; the caller does not see the signals from the terminal meanwhile. */
  int system(byte[] command);

  int setenv(byte[] name, byte[] value, int overwrite);

  int uname(byte[] names);

  /** The identity is an address that the C library keeps; 0 stands for the program's own name. */
  void openlog(long identity, int option, int facility);

  void syslog(int priority, byte[] format, byte[] message);

  void closelog();
}
