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
