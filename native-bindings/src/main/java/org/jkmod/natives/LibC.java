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

  long lseek(int descriptor, long offset, int from);

  long read(int descriptor, long memory, long size);

  /** finit_module(2) has no function of its own in the C library. */
  long syscall(long number, int descriptor, long parameters, int flags);

  int init_module(long image, long size, long parameters);

  int delete_module(long name, int flags);
}
