/*
 * For a kmod in a chroot: removes no module of the kernel that this machine runs, whatever it is told. What it says is what a kernel without the
 * system call says, as TestPorts has it.
 */
#include <errno.h>

int delete_module(const char *name, unsigned int flags);

int delete_module(const char *name, unsigned int flags) {
  (void)name;
  (void)flags;
  errno = ENOSYS;
  return -1;
}
