/*
 * Runs our C with AddressSanitizer and UndefinedBehaviorSanitizer: scripts/check-c compiles the files of scripts/native-image, natives.c and this together. Each
 * argument is the name of a check; its words and its status are looked at by that script.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <jni.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include "amd64cpufeatures.h"

extern int cSunMiscSignal_open(void), cSunMiscSignal_close(void), cSunMiscSignal_signalSemaphore(void), cSunMiscSignal_awaitSemaphore(void);
extern int cSunMiscSignal_checkPendingSignal(void), cSunMiscSignal_signalRangeCheck(int);
extern void *cSunMiscSignal_signalHandlerFunctionPointer(void);
extern void determineCPUFeatures(CPUFeatures *);
extern int jio_snprintf(char *, size_t, const char *, ...), jio_fprintf(FILE *, const char *, ...);
extern jint JVM_ActiveProcessorCount(void);
extern jlong JVM_CurrentTimeMillis(JNIEnv *, jclass), JVM_NanoTime(JNIEnv *, jclass), JVM_GetNanoTimeAdjustment(JNIEnv *, jclass, jlong);
extern void *JVM_RawMonitorCreate(void), JVM_RawMonitorDestroy(void *), JVM_RawMonitorExit(void *);
extern jint JVM_RawMonitorEnter(void *);
extern int openSII(const char *, int, int), openatISII(int, const char *, int, int), fprintfSD(FILE *, const char *, char *, int), getThreadId(void);
extern char **getEnviron(void), *SVM_FindJavaTZmd(const char *, int);

static void need(int fact, const char *what) {
  if (!fact) {
    printf("not so: %s\n", what);
    exit(3);
  }
}
#define NEED(fact) need(fact, #fact)

/* The three standard descriptors are open, and those that were closed are /dev/null. */
static void descriptors(void) {
  struct stat null, info;
  NEED(stat("/dev/null", &null) == 0);
  for (int fd = 0; fd <= 2; fd++) {
    NEED(fstat(fd, &info) == 0);
  }
  NEED(fcntl(0, F_GETFL) != -1);
}

/* The stack that is told of is the one that this runs on, and half of it can be used. */
static __attribute__((noinline)) int deep(const char *lowest) {
  volatile char frame[4096];
  memset((void *)frame, 1, sizeof frame);
  return (const char *)frame < lowest ? frame[0] : deep(lowest) + frame[1] - 1;
}

static void stack(void) {
  pthread_attr_t attributes;
  void *start;
  size_t size;
  NEED(pthread_getattr_np(pthread_self(), &attributes) == 0);
  NEED(pthread_attr_getstack(&attributes, &start, &size) == 0);
  char *here = __builtin_frame_address(0);
  NEED(here > (char *)start && here < (char *)start + size);
  NEED(size >= 512 << 10);
  size_t some = size < (2 << 20) ? size / 2 : 1 << 20;
  NEED(deep(here - some) == 1);
}

static void *other_stack(void *unused) {
  (void)unused;
  pthread_attr_t attributes;
  void *start;
  size_t size;
  NEED(pthread_getattr_np(pthread_self(), &attributes) == 0);
  NEED(pthread_attr_getstack(&attributes, &start, &size) == 0);
  char *here = __builtin_frame_address(0);
  NEED(here > (char *)start && here < (char *)start + size);
  return NULL;
}

static void threads(void) {
  pthread_t thread;
  NEED(pthread_create(&thread, NULL, other_stack, NULL) == 0);
  pthread_join(thread, NULL);
}

static void signals(void) {
  NEED(cSunMiscSignal_open() == 0);
  NEED(cSunMiscSignal_open() == 1);
  void (*handler)(int) = (void (*)(int))cSunMiscSignal_signalHandlerFunctionPointer();
  handler(15);
  handler(1000);
  handler(-1);
  NEED(cSunMiscSignal_awaitSemaphore() == 0);
  NEED(cSunMiscSignal_checkPendingSignal() == 15);
  NEED(cSunMiscSignal_checkPendingSignal() == -1);
  NEED(cSunMiscSignal_signalRangeCheck(64) && !cSunMiscSignal_signalRangeCheck(65) && !cSunMiscSignal_signalRangeCheck(-1));
  NEED(cSunMiscSignal_close() == 0);
  NEED(cSunMiscSignal_close() == -1);
}

static void texts(void) {
  char text[8];
  NEED(jio_snprintf(text, sizeof text, "%s", "1234567") == 7 && strcmp(text, "1234567") == 0);
  NEED(jio_snprintf(text, sizeof text, "%s", "12345678") == -1 && strcmp(text, "1234567") == 0);
  NEED(jio_snprintf(text, 0, "%s", "1") == -1);
  NEED(jio_fprintf(stdout, "%d\n", 12) == 3);
  NEED(fprintfSD(stdout, "%s %d\n", "a", 1) == 4);
  char *zone = SVM_FindJavaTZmd("", 0);
  NEED(strcmp(zone, "UTC") == 0);
  free(zone);
}

static void machine(void) {
  CPUFeatures features;
  memset(&features, 0xff, sizeof features);
  determineCPUFeatures(&features);
  NEED(features.fSSE2 == 1);
  NEED(JVM_ActiveProcessorCount() >= 1);
  NEED(JVM_CurrentTimeMillis(NULL, NULL) > 1600000000000L);
  NEED(JVM_NanoTime(NULL, NULL) > 0);
  NEED(JVM_GetNanoTimeAdjustment(NULL, NULL, JVM_CurrentTimeMillis(NULL, NULL) / 1000) >= 0);
  NEED(JVM_GetNanoTimeAdjustment(NULL, NULL, -0x7fffffffffffffffL - 1) == -1);
  NEED(JVM_GetNanoTimeAdjustment(NULL, NULL, 0x7fffffffffffffffL) == -1);
  NEED(getThreadId() == getpid());
  NEED(getEnviron() != NULL);
  int fd = openSII("/dev/null", O_RDONLY, 0);
  NEED(fd >= 0 && openatISII(fd, "/dev/null", O_RDONLY, 0) >= 0);
}

/* In natives.c. */
extern void check_files(void), check_old_files(void), check_streams(void), check_places(void);

/* Until the limit of processor time. */
static void spin(void) {
  for (volatile unsigned i = 0;; i = i + 1) {
  }
}

/* A write that goes past the limit of a file's size is an error. */
static void write_too_far(void) {
  FILE *file = tmpfile();
  char page[4096] = {0};
  NEED(file != NULL);
  ssize_t written = 0;
  for (int i = 0; i < 4 && written >= 0; i++) {
    written = write(fileno(file), page, sizeof page);
  }
  NEED(written == -1 && errno == EFBIG);
}

static const struct {
  const char *name;
  void (*run)(void);
} checks[] = {{"descriptors", descriptors}, {"stack", stack}, {"threads", threads}, {"signals", signals}, {"texts", texts}, {"machine", machine}, {"files", check_files}, {"old-files", check_old_files}, {"streams", check_streams}, {"places", check_places}, {"spin", spin}, {"too-far", write_too_far}};

int main(int argc, char **argv) {
  for (int i = 1; i < argc; i++) {
    int found = 0;
    for (size_t j = 0; j < sizeof checks / sizeof *checks; j++) {
      if (strcmp(checks[j].name, argv[i]) == 0) {
        checks[j].run();
        found = 1;
      }
    }
    NEED(found);
  }
  printf("ok\n");
  return 0;
}
