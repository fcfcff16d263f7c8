/*
 * liblibchelper.a: the C half of the native executable's runtime, which a GraalVM ships and Maven Central does not. Written from
 * the Java declarations (@CFunction) in svm's sources; a function is here because something in the executable links to it.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <semaphore.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "libraries.h"
#include "svm_locale.h"

#ifndef INSTALLED
#define INSTALLED "/usr/bin/kmod"
#endif

extern char **environ;

/*
 * The kernel starts modprobe with descriptors 0, 1 and 2 closed. Whatever is opened first would become one of them, and a message
 * would later be written into it. This runs before anything else of the program does. O_NONBLOCK changes nothing for /dev/null and
 * marks what was opened here: modprobe then writes its messages to the system's log.
 */
__attribute__((constructor(101))) static void repair_descriptors(void) {
  for (int fd = 0; fd <= 2; fd++) {
    if (fcntl(fd, F_GETFD) == -1 && errno == EBADF) {
      /* The lowest free one is taken, which is fd. Without /dev/null there is a file in memory: a pipe that nobody reads would end us. */
      if (open("/dev/null", fd == 0 ? O_RDONLY : O_WRONLY | O_NONBLOCK) == -1) {
        int memory = memfd_create("null", 0);
        if (memory >= 0 && fd != 0) {
          fcntl(memory, F_SETFL, O_NONBLOCK);
        }
      }
    }
  }
}

/*
 * Run with more privileges than its caller has (set-user-ID, file capabilities), nothing that the caller put into the environment
 * counts: not MODPROBE_OPTIONS, not the PATH that install commands would get.
 */
__attribute__((constructor(102))) static void distrust_environment(void) {
  if (getauxval(AT_SECURE) != 0) {
    clearenv();
    setenv("PATH", "/usr/sbin:/usr/bin:/sbin:/bin", 1);
  }
}

/*
 * The executable's own name, beside which its libraries lie. The kernel gives it without links, or, where there is no /proc, as it was asked
 * to start it. With privileges it is the one that the package has: a link of the executable can lie anywhere.
 */
const char *jkmod_executable(char self[PATH_MAX]) {
  if (getauxval(AT_SECURE) != 0) {
    return INSTALLED;
  }
  ssize_t length = readlink("/proc/self/exe", self, PATH_MAX - 1);
  if (length > 0) {
    self[length] = 0;
    return self;
  }
  char *(*find)(const char *, char *) = (char *(*)(const char *, char *))dlsym(RTLD_NEXT, "realpath");
  return find((const char *)getauxval(AT_EXECFN), self);
}

/* The runtime asks for it in this way. */
char *realpath(const char *path, char *resolved) {
  if (path != NULL && resolved == NULL && strcmp(path, "/proc/self/exe") == 0) {
    char buffer[PATH_MAX];
    const char *self = jkmod_executable(buffer);
    return self == NULL ? NULL : strdup(self);
  }
  char *(*find)(const char *, char *) = (char *(*)(const char *, char *))dlsym(RTLD_NEXT, "realpath");
  return find(path, resolved);
}

char **getEnviron(void) { return environ; }

/* Times are never shown in a zone. */
char *SVM_FindJavaTZmd(const char *mappings, int length) {
  (void)mappings;
  (void)length;
  return strdup("UTC");
}

void codeSynchronization_clearCache(long start, long length) {
  __builtin___clear_cache((char *)start, (char *)start + length);
}

/* The tools speak one language and sort by bytes: no locale is looked up. */
static const svm_locale_props_t locale = {"en", "", "", "", "en", "", "", ""};

int svm_initialize_locale(void) { return SVM_LOCALE_INITIALIZATION_SUCCEEDED; }

const svm_locale_props_t *svm_get_locale(void) { return &locale; }

int getThreadId(void) { return (int)syscall(SYS_gettid); }

long getThreadUserTimeSlow(int thread) {
  (void)thread;
  return -1;
}

/* Functions with a variable number of arguments, under fixed names for the caller. */
void *mremapP(void *old, size_t old_size, size_t new_size, int flags, void *new_address) {
  return mremap(old, old_size, new_size, flags, new_address);
}

/* Said when there can be no start: MAP_HEAP_FAILED, RESERVE_ADDRESS_SPACE_FAILED, INSUFFICIENT_ADDRESS_SPACE are for want of memory. */
int fprintfSD(FILE *file, const char *format, char *text, int number) {
  if (number != 3 && number != 8 && number != 801 && number != 802) {
    return fprintf(file, format, text, number);
  }
  fprintf(file, "%s: ERROR: out of memory: the limit of address space (ulimit -v) is too low, or there is too little memory\n",
          program_invocation_short_name);
  fflush(file);
  _exit(1);
}

int openSII(const char *path, int flags, int mode) { return open(path, flags, mode); }

int openatISII(int folder, const char *path, int flags, int mode) { return openat(folder, path, flags, mode); }

/* Signals for Java: a handler counts, a thread waits on the semaphore and takes them. */
#define SIGNALS 65
static sem_t signal_arrived;
static volatile int pending[SIGNALS];
static volatile int claimed;

int cSunMiscSignal_open(void) {
  if (!__sync_bool_compare_and_swap(&claimed, 0, 1)) {
    return 1;
  }
  memset((void *)pending, 0, sizeof pending);
  return sem_init(&signal_arrived, 0, 0) ? -1 : 0;
}

int cSunMiscSignal_close(void) {
  if (!claimed) {
    return -1;
  }
  sem_destroy(&signal_arrived);
  claimed = 0;
  return 0;
}

int cSunMiscSignal_awaitSemaphore(void) { return sem_wait(&signal_arrived); }

int cSunMiscSignal_signalSemaphore(void) { return sem_post(&signal_arrived); }

int cSunMiscSignal_signalRangeCheck(int number) { return number >= 0 && number < SIGNALS; }

int cSunMiscSignal_checkPendingSignal(void) {
  for (int i = 0; i < SIGNALS; i++) {
    int count = pending[i];
    while (count > 0) {
      if (__sync_bool_compare_and_swap(&pending[i], count, count - 1)) {
        return i;
      }
      count = pending[i];
    }
  }
  return -1;
}

static void on_signal(int number) {
  int saved = errno;
  if (number >= 0 && number < SIGNALS) {
    __sync_fetch_and_add(&pending[number], 1);
    sem_post(&signal_arrived);
  }
  errno = saved;
}

void *cSunMiscSignal_signalHandlerFunctionPointer(void) { return (void *)on_signal; }

/*
 * The processor's features. The executable is compiled for the oldest model, so there is nothing to refuse at start; what is found
 * here only lets the runtime pick faster ways for copying.
 */
#include "cpu_features.h"

int checkCPUFeatures(const char *required) {
  (void)required;
  return 0;
}

int checkCPUFeaturesOrExit(const char *required, const char *message) {
  (void)required;
  (void)message;
  return 0;
}
