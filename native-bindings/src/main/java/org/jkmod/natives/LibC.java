package org.jkmod.natives;

/**
 * What is called of the C library for modules. Texts and memory are given by address ({@link
 * NativeBytes}): for arrays, or annotations that tell which way they are copied, the Java runtime
 * generates classes when the library is bound. It generates one for the interface also, which takes
 * as long as the interface has methods.
 */
interface LibC {
  int open(long path, int flags);

  int close(int descriptor);

  /** finit_module(2) has no function of its own in the C library. */
  long syscall(long number, int descriptor, long parameters, int flags);

  int init_module(long image, long size, long parameters);

  int delete_module(long name, int flags);

  /** What is called of the C library for all else. */
  interface More {
    /** Runs a line in /bin/sh; the caller does not see the signals from the terminal meanwhile. */
    int system(long command);

    int setenv(long name, long value, int overwrite);

    int uname(long names);

    /** The identity is an address that the C library keeps; 0 stands for the program's own name. */
    void openlog(long identity, int option, int facility);

    void syslog(int priority, long format, long message);
  }
}
