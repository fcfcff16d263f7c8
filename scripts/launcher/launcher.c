/*
 * Starts a tool on the JVM image beside it: LIB/jre/bin/java with LIB/jars and the AOT cache. What java(1) cannot do is done here:
 * descriptors 0 to 2 that are closed are opened on /dev/null first, and argv[0] is passed on as a property. If nothing else works,
 * says so on stderr and ends with 127.
 *
 * LIB is ../lib/jkmod from the folder of this program: found through /proc, or else the folder that it was built for.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifndef INSTALLED_LIB
#define INSTALLED_LIB "/usr/lib/jkmod"
#endif

static void repair_descriptors(void) {
  for (int fd = 0; fd <= 2; fd++) {
    if (fcntl(fd, F_GETFD) == -1 && errno == EBADF) {
      (void)open("/dev/null", fd == 0 ? O_RDONLY : O_WRONLY);
    }
  }
}

static void find_lib(char *lib, size_t size) {
  char self[PATH_MAX];
  ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
  if (length > 0) {
    self[length] = 0;
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

int main(int argc, char **argv) {
  repair_descriptors();
  char lib[PATH_MAX];
  find_lib(lib, sizeof lib);
  char *options[] = {
      "java",
      "-XX:TieredStopAtLevel=1",
      "-XX:+UseSerialGC",
      "-XX:-UsePerfData",
      "-Xlog:disable",
      "-Xlog:all=off",
      "-Xshare:auto",
      "--enable-native-access=ALL-UNNAMED",
      "--sun-misc-unsafe-memory-access=allow",
      format("-XX:AOTCache=%s/jkmod.aot", lib),
      format("-Djffi.boot.library.path=%s", lib),
      format("-Djkmod.program=%s", argc > 0 ? argv[0] : "kmod"),
      "-cp",
      format("%s/jkmod.jar", lib),
      "org.jkmod.cli.Main",
  };
  size_t count = sizeof options / sizeof *options;
  char **arguments = calloc(count + (size_t)argc + 1, sizeof *arguments);
  if (arguments == NULL) {
    return 127;
  }
  memcpy(arguments, options, sizeof options);
  for (int i = 1; i < argc; i++) {
    arguments[count + (size_t)i - 1] = argv[i];
  }
  char *java = format("%s/jre/bin/java", lib);
  execv(java, arguments);
  fprintf(stderr, "%s: could not start %s: %s\n", argc > 0 ? argv[0] : "kmod", java, strerror(errno));
  return 127;
}
