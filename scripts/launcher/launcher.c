/*
 * Starts a tool on the JVM image beside it: LIB/jre/bin/java, which has jkmod's classes, with the AOT cache. What java(1) cannot do is done here:
 * descriptors 0 to 2 that are closed are opened on /dev/null first, and argv[0] is passed on as a property. If nothing else works,
 * says so on stderr and ends with 127.
 *
 * LIB is ../lib/jkmod from the folder of this program, found through /proc or by the name that the kernel was given, or else the folder
 * that it was built for. With more privileges than its caller has, that one always: a link of the program can lie anywhere.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef INSTALLED_LIB
#define INSTALLED_LIB "/usr/lib/jkmod"
#endif

static void repair_descriptors(void) {
  for (int fd = 0; fd <= 2; fd++) {
    if (fcntl(fd, F_GETFD) == -1 && errno == EBADF) {
      /* O_NONBLOCK marks what was opened here: modprobe then writes its messages to the system's log. */
      if (open("/dev/null", fd == 0 ? O_RDONLY : O_WRONLY | O_NONBLOCK) < 0) {
        return;
      }
    }
  }
}

static void find_lib(char *lib, size_t size) {
  char self[PATH_MAX];
  if (getauxval(AT_SECURE) == 0) {
    ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
    if (length > 0) {
      self[length] = 0;
    } else if (realpath((const char *)getauxval(AT_EXECFN), self) == NULL) {
      self[0] = 0;
    }
    for (int i = 0; i < 2; i++) {
      char *slash = strrchr(self, '/');
      if (slash != NULL) {
        *slash = 0;
      }
    }
    if ((size_t)snprintf(lib, size, "%s/lib/jkmod", self) < size && access(lib, X_OK) == 0) {
      return;
    }
  }
  snprintf(lib, size, "%s", INSTALLED_LIB);
}

static char *format(const char *pattern, const char *value) {
  char *text;
  if (asprintf(&text, pattern, value) < 0) {
    _exit(127);
  }
  return text;
}

/* What every run of java gets. */
static const char *const common[] = {
    "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0", "-XX:-UsePerfData", "-XX:-AOTRecordTraining", "-XX:-AOTReplayTraining", "-Xlog:disable", "-Xlog:all=off",
    "-Djdk.reflect.useNativeAccessorOnly=true", "--enable-native-access=org.jkmod", "--sun-misc-unsafe-memory-access=allow",
};
#define COMMON (sizeof common / sizeof *common)

/* The name of a cache: a start and an end, and the file of classes that it was made for between them. */
#define CACHE_START "jkmod-"
#define CACHE_END ".aot"

/*
 * The cache belongs to one file of classes: a JVM takes those of a stale one without a word. A package gives all its files one time, so the
 * name has the time at which the file came to lie there, and its size.
 */
static char *cache_of(const char *lib, const char *classes) {
  struct stat info;
  char *name;
  if (stat(classes, &info) != 0 ||
      asprintf(&name, "%s/" CACHE_START "%lld-%lld.%09ld" CACHE_END, lib, (long long)info.st_size, (long long)info.st_ctim.tv_sec,
               info.st_ctim.tv_nsec) < 0) {
    return NULL;
  }
  return name;
}

/* Removes the caches of files of classes that are no more. */
static void remove_others(const char *lib, const char *cache) {
  DIR *folder = opendir(lib);
  if (folder == NULL) {
    return;
  }
  const struct dirent *entry;
  while ((entry = readdir(folder)) != NULL) {
    size_t length = strlen(entry->d_name);
    if (length > strlen(CACHE_END) && strncmp(entry->d_name, CACHE_START, strlen(CACHE_START)) == 0 &&
        strcmp(entry->d_name + length - strlen(CACHE_END), CACHE_END) == 0 && strcmp(entry->d_name, strrchr(cache, '/') + 1) != 0) {
      unlinkat(dirfd(folder), entry->d_name, 0);
    }
  }
  closedir(folder);
}

/* Makes the cache in a process of its own that nobody waits for; where the folder cannot be written nothing happens. */
static void make_cache(const char *java, const char *lib, const char *cache) {
  if (access(lib, W_OK) != 0) {
    return;
  }
  pid_t child = fork();
  if (child != 0) {
    if (child > 0) {
      waitpid(child, NULL, 0);
    }
    return;
  }
  if (fork() != 0) {
    _exit(0);
  }
  setsid();
  for (int fd = 0; fd <= 2; fd++) {
    close(fd);
  }
  repair_descriptors();
  char *temporary;
  if (asprintf(&temporary, "%s.%d", cache, (int)getpid()) < 0) {
    _exit(1);
  }
  pid_t trainer = fork();
  if (trainer == 0) {
    const char *arguments[COMMON + 12];
    size_t n = 0;
    arguments[n++] = "java";
    for (size_t i = 0; i < COMMON; i++) {
      arguments[n++] = common[i];
    }
    arguments[n++] = format("-XX:AOTCacheOutput=%s", temporary);
    arguments[n++] = format("-Djffi.boot.library.path=%s", lib);
    arguments[n++] = "-m";
    arguments[n++] = "org.jkmod/org.jkmod.cli.Training";
    arguments[n++] = format("%s/training", lib);
    arguments[n] = NULL;
    execv(java, (char *const *)arguments);
    _exit(127);
  }
  waitpid(trainer, NULL, 0);
  /* What the JVM leaves when it takes its second half for failed, as it does under QEMU for s390x, whose cache is sound. */
  unlink(format("%s.config", temporary));
  if (rename(temporary, cache) == 0) {
    remove_others(lib, cache);
  } else {
    unlink(temporary);
  }
  _exit(0);
}

int main(int argc, char **argv) {
  repair_descriptors();
  /* With more privileges than the caller has, nothing counts that the caller put into the environment. */
  if (getauxval(AT_SECURE) != 0) {
    clearenv();
    setenv("PATH", "/usr/sbin:/usr/bin:/sbin:/bin", 1);
  }
  /* Not even root's own options for Java programs may change what the tools do, or make java speak on stderr. */
  unsetenv("JAVA_TOOL_OPTIONS");
  unsetenv("JDK_JAVA_OPTIONS");
  char lib[PATH_MAX];
  find_lib(lib, sizeof lib);
  char *java = format("%s/jre/bin/java", lib);
  char *cache = cache_of(lib, format("%s/jre/lib/modules", lib));
  bool cached = cache != NULL && access(cache, R_OK) == 0;
  if (cache != NULL && !cached) {
    make_cache(java, lib, cache);
  }
  const char **arguments = calloc(COMMON + (size_t)argc + 16, sizeof *arguments);
  if (arguments == NULL) {
    return 127;
  }
  size_t n = 0;
  arguments[n++] = "java";
  for (size_t i = 0; i < COMMON; i++) {
    arguments[n++] = common[i];
  }
  if (cached) {
    arguments[n++] = format("-XX:AOTCache=%s", cache);
  }
  arguments[n++] = format("-Djffi.boot.library.path=%s", lib);
  arguments[n++] = format("-Djkmod.program=%s", argc > 0 ? argv[0] : "kmod");
  arguments[n++] = "-m";
  arguments[n++] = "org.jkmod/org.jkmod.cli.Main";
  for (int i = 1; i < argc; i++) {
    arguments[n++] = argv[i];
  }
  arguments[n] = NULL;
  execv(java, (char *const *)arguments);
  fprintf(stderr, "%s: could not start %s: %s\n", argc > 0 ? argv[0] : "kmod", java, strerror(errno));
  return 127;
}
