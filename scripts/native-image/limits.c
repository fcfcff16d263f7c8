/*
 * What limits of resources (setrlimit(2)) would do to a start. The linker calls __wrap_main in the place of the runtime's main
 * (--wrap=main), which it leaves under the name __real_main.
 *
 * A first stack under 1 MiB is too small for Java: a limit that may be raised is, or else main gets a stack of its own; so do threads.
 * SIGXFSZ would end a tool without a word, and so would SIGXCPU: with such limits, a write that goes too far is an error, and the end of
 * the time is told.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#define SMALL (1UL << 20)
#define STACK (8UL << 20)
#define THREAD_STACK (2UL << 20)

extern int __real_main(int argc, char **argv);

/* The stack that main has instead of the kernel's, if any. */
static char *own_stack;

/*
 * Where the first thread's stack lies. The C library reads that from /proc/self/maps, which may not be there yet at boot; the runtime
 * then refuses to start. It is known anyway: it ends where the program was entered and may grow up to its limit.
 */
extern void *__libc_stack_end;

int pthread_getattr_np(pthread_t thread, pthread_attr_t *attributes) {
  if (syscall(SYS_gettid) == getpid()) {
    if (own_stack != NULL) {
      pthread_attr_init(attributes);
      return pthread_attr_setstack(attributes, own_stack, STACK);
    }
    struct rlimit limit;
    size_t size = STACK;
    if (getrlimit(RLIMIT_STACK, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY) {
      size = limit.rlim_cur;
    }
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    uintptr_t end = ((uintptr_t)__libc_stack_end + page) & ~(page - 1);
    pthread_attr_init(attributes);
    return pthread_attr_setstack(attributes, (void *)(end - size), size);
  }
  int (*original)(pthread_t, pthread_attr_t *) = (int (*)(pthread_t, pthread_attr_t *))dlsym(RTLD_NEXT, "pthread_getattr_np");
  return original == NULL ? ENOSYS : original(thread, attributes);
}

static void too_long(int number) { (void)number; }

static void too_slow(int number) {
  (void)number;
  static const char text[] = ": ERROR: the limit of processor time (ulimit -t) is reached\n";
  ssize_t unused = write(STDERR_FILENO, program_invocation_short_name, strlen(program_invocation_short_name));
  unused = write(STDERR_FILENO, text, sizeof text - 1);
  (void)unused;
  _exit(1);
}

static int limited(int resource) {
  struct rlimit limit;
  return getrlimit((__rlimit_resource_t)resource, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY;
}

/* Handlers, for what is ignored stays ignored in the commands that modprobe runs. */
static void handle(int resource, int number, void (*handler)(int)) {
  if (limited(resource)) {
    struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESTART};
    sigaction(number, &action, NULL);
  }
}

static int main_argc;
static char **main_argv;

static void on_own_stack(void) { exit(__real_main(main_argc, main_argv)); }

/* Threads have a stack of their own size, not one as large or small as the first thread's may become. */
static void size_threads(void) {
  pthread_attr_t threads;
  pthread_attr_init(&threads);
  pthread_attr_setstacksize(&threads, THREAD_STACK);
  pthread_setattr_default_np(&threads);
}

int __wrap_main(int argc, char **argv) {
  if (limited(RLIMIT_AS)) {
    mallopt(M_ARENA_MAX, 1); /* Each further one takes 64 MiB of address space. */
    size_threads();
  }
  handle(RLIMIT_FSIZE, SIGXFSZ, too_long);
  handle(RLIMIT_CPU, SIGXCPU, too_slow);
  struct rlimit limit;
  if (getrlimit(RLIMIT_STACK, &limit) != 0 || limit.rlim_cur >= SMALL) {
    return __real_main(argc, argv);
  }
  size_threads();
  /* One page more, which nothing may touch. */
  size_t page = (size_t)sysconf(_SC_PAGESIZE);
  char *stack = mmap(NULL, STACK + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);
  static ucontext_t context;
  if (stack == MAP_FAILED || mprotect(stack, page, PROT_NONE) != 0 || getcontext(&context) != 0) {
    fprintf(stderr, "%s: ERROR: the limit of the stack's size (ulimit -s) is too low\n", program_invocation_short_name);
    return 1;
  }
  own_stack = stack + page;
  main_argc = argc;
  main_argv = argv;
  context.uc_stack.ss_sp = own_stack;
  context.uc_stack.ss_size = STACK;
  makecontext(&context, on_own_stack, 0);
  setcontext(&context);
  return 1;
}
