/*
 * libjvm: what the JDK's own libjava, libnio, libnet and libzip call of a virtual machine. In an executable there is none; the few
 * that are reached are here, the others are generated stubs that end the program with their name.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <jni.h>
#include <pthread.h>
#include <sched.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

void initialize(void) {}

jint JVM_ActiveProcessorCount(void) {
  cpu_set_t set;
  return sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : (jint)sysconf(_SC_NPROCESSORS_ONLN);
}

void JVM_BeforeHalt(void) {}

jlong JVM_CurrentTimeMillis(JNIEnv *env, jclass class) {
  (void)env;
  (void)class;
  struct timespec t;
  clock_gettime(CLOCK_REALTIME, &t);
  return t.tv_sec * 1000L + t.tv_nsec / 1000000;
}

jlong JVM_NanoTime(JNIEnv *env, jclass class) {
  (void)env;
  (void)class;
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000L + t.tv_nsec;
}

jlong JVM_GetNanoTimeAdjustment(JNIEnv *env, jclass class, jlong seconds) {
  (void)env;
  (void)class;
  struct timespec t;
  clock_gettime(CLOCK_REALTIME, &t);
  jlong difference;
  if (__builtin_sub_overflow(t.tv_sec, seconds, &difference) || difference > 0x100000000L || difference < -0x100000000L) {
    return -1;
  }
  return difference * 1000000000L + t.tv_nsec;
}

void *JVM_FindLibraryEntry(void *library, const char *name) { return dlsym(library, name); }

void JVM_Halt(jint status) { _exit(status); }

jint JVM_GetInterfaceVersion(void) { return 6; }

jboolean JVM_IsSupportedJNIVersion(jint version) {
  (void)version;
  return 1;
}

char *JVM_NativePath(char *path) { return path; }

void *JVM_RawMonitorCreate(void) {
  pthread_mutex_t *mutex = malloc(sizeof *mutex);
  pthread_mutex_init(mutex, NULL);
  return mutex;
}

void JVM_RawMonitorDestroy(void *mutex) {
  pthread_mutex_destroy(mutex);
  free(mutex);
}

jint JVM_RawMonitorEnter(void *mutex) { return pthread_mutex_lock(mutex); }

void JVM_RawMonitorExit(void *mutex) { pthread_mutex_unlock(mutex); }

jlong JVM_MaxMemory(void) { return 0x7fffffffffffffffL; }

jboolean JVM_SupportsCX8(void) { return 1; }

jboolean JVM_IsUseContainerSupport(void) { return 0; }

int jio_vfprintf(FILE *file, const char *format, va_list arguments) { return vfprintf(file, format, arguments); }

/* Unlike vsnprintf, says -1 when the text was cut. */
int jio_vsnprintf(char *text, size_t size, const char *format, va_list arguments) {
  if ((long)size <= 0) {
    return -1;
  }
  int length = vsnprintf(text, size, format, arguments);
  if (length >= (int)size) {
    text[size - 1] = 0;
    return -1;
  }
  return length;
}

int jio_snprintf(char *text, size_t size, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  int length = jio_vsnprintf(text, size, format, arguments);
  va_end(arguments);
  return length;
}

int jio_fprintf(FILE *file, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  int length = vfprintf(file, format, arguments);
  va_end(arguments);
  return length;
}
