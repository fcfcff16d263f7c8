/*
 * Preloaded into the builder: the class space, which the JVM tries to reserve at random places, gets the same place each time, as
 * addresses in it become names and hashes. It is known by its size: 1 GB and at most an alignment's worth more, without access.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>
void *mmap64(void *a, size_t n, int p, int f, int fd, off_t o) {
  if (n >= (size_t)1 << 30 && n <= ((size_t)1 << 30) + (1 << 25) && p == PROT_NONE) {
    if (a != NULL) { errno = ENOMEM; return MAP_FAILED; }
    a = (void *)0x600000000000;
  }
  return (void *)syscall(SYS_mmap, a, n, p, f, fd, o);
}
