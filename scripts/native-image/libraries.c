/*
 * The JDK's own libraries, which lie in LIB beside the executable: each is opened when a function of it is called for the first time, so
 * that a start maps none. setup generates an entry for each function (ENTRY below) under the name that the executable is linked to.
 *
 * LIB is ../lib/jkmod from the folder of the executable (jkmod_executable in runtime.c), or else where the package has it.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <jni.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "libraries.h"

#ifndef INSTALLED_LIB
#define INSTALLED_LIB "/usr/lib/jkmod"
#endif

static struct {
  const char *name;
  void *handle;
  int starts; /* Its JNI_OnLoad is called. libnet's opens three sockets to see what the system has, and no tool talks to a network. */
} libraries[LIBRARIES] = {{"jvm", NULL, 0}, {"java", NULL, 1}, {"net", NULL, 0}, {"nio", NULL, 1}, {"zip", NULL, 1}};

/* What starts a library may call a function of another, on the same thread. */
static pthread_mutex_t opening = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;
static JavaVM *machine;
static const char *file_names;

/* Functions by which a class tells its library of its fields, called before the library is open: they are called again when it is. */
static struct {
  int library;
  const char *name;
  jobject class;
} later[16];
static int later_count;

static void find_folder(char *folder, size_t size) {
  char buffer[PATH_MAX], path[PATH_MAX];
  const char *self = jkmod_executable(buffer);
  if (self != NULL) {
    snprintf(path, sizeof path, "%s", self);
    for (int i = 0; i < 2; i++) {
      char *slash = strrchr(path, '/');
      if (slash != NULL) {
        *slash = 0;
      }
    }
    if ((size_t)snprintf(folder, size, "%s/lib/jkmod", path) < size && access(folder, X_OK) == 0) {
      return;
    }
  }
  snprintf(folder, size, "%s", INSTALLED_LIB);
}

static void missing(const char *reason) {
  fprintf(stderr, "%s: ERROR: could not load one of jkmod's libraries: %s\n", program_invocation_short_name, reason);
  _exit(127);
}

static void *symbol(int library, const char *name) {
  void *function = dlsym(libraries[library].handle, name);
  if (function == NULL) {
    missing(dlerror());
  }
  return function;
}

static void start_library(int library) {
  void *env;
  if (machine == NULL || (*machine)->GetEnv(machine, &env, JNI_VERSION_1_8) != JNI_OK) {
    return;
  }
  if (libraries[library].starts) {
    jint (*start)(JavaVM *, void *) = (jint(*)(JavaVM *, void *))symbol(library, "JNI_OnLoad");
    start(machine, NULL);
  }
  if (library == JAVA && file_names != NULL) {
    void (*initialize)(JNIEnv *, const char *) = (void (*)(JNIEnv *, const char *))symbol(library, "InitializeEncoding");
    initialize(env, file_names);
  }
  for (int i = 0; i < later_count; i++) {
    if (later[i].library == library) {
      void (*function)(JNIEnv *, jclass) = (void (*)(JNIEnv *, jclass))symbol(library, later[i].name);
      function(env, later[i].class);
    }
  }
}

static void open_libraries(int last) {
  char folder[PATH_MAX], path[PATH_MAX + 32];
  folder[0] = 0;
  if (libraries[JVM].handle == NULL) {
    /* Older parts of the C library that the JDK's libraries name; they would be looked for in their folder and in eight below it. */
    dlopen("libdl.so.2", RTLD_NOW);
    dlopen("libpthread.so.0", RTLD_NOW);
  }
  for (int i = 0; i <= last; i++) {
    /* Most need only libjava of the others. */
    if (libraries[i].handle != NULL || (i > JAVA && i < last && !(i == NET && last == NIO))) {
      continue;
    }
    if (folder[0] == 0) {
      find_folder(folder, sizeof folder);
    }
    snprintf(path, sizeof path, "%s/lib%s.so", folder, libraries[i].name);
    libraries[i].handle = dlopen(path, RTLD_NOW);
    if (libraries[i].handle == NULL) {
      missing(dlerror());
    }
    start_library(i);
  }
}

/* Keeps for later what the class has called, or calls it now. */
void jkmod_later(int library, const char *name, JNIEnv *env, jclass class) {
  pthread_mutex_lock(&opening);
  if (libraries[library].handle != NULL) {
    void (*function)(JNIEnv *, jclass) = (void (*)(JNIEnv *, jclass))symbol(library, name);
    function(env, class);
  } else if (later_count < (int)(sizeof later / sizeof *later)) {
    later[later_count].library = library;
    later[later_count].name = name;
    later[later_count++].class = (*env)->NewGlobalRef(env, class);
  }
  pthread_mutex_unlock(&opening);
}

/* The function of that name, which an entry keeps from then on. */
void *jkmod_find(const char *name, void **entry) {
  const char *colon = strchr(name, ':');
  int library = JAVA;
  while (strncmp(libraries[library].name, name, (size_t)(colon - name)) != 0) {
    library++;
  }
  pthread_mutex_lock(&opening);
  open_libraries(library);
  void *function = symbol(library, colon + 1);
  pthread_mutex_unlock(&opening);
  __atomic_store_n(entry, function, __ATOMIC_RELEASE);
  return function;
}

/* Where an entry goes the first time. */
#include "find_and_call.h"

/* What libjava is told at start: how the bytes of file names become characters. */
void InitializeEncoding(JNIEnv *env, const char *name) {
  (void)env;
  file_names = strdup(name);
}

/* The runtime calls these at start for libraries that it takes to be part of the executable. */
static jint start_later(JavaVM *vm) {
  machine = vm;
  return JNI_VERSION_1_8;
}

jint JNI_OnLoad_java(JavaVM *vm, void *reserved) { (void)reserved; return start_later(vm); }
jint JNI_OnLoad_nio(JavaVM *vm, void *reserved) { (void)reserved; return start_later(vm); }
jint JNI_OnLoad_net(JavaVM *vm, void *reserved) { (void)reserved; return start_later(vm); }
jint JNI_OnLoad_zip(JavaVM *vm, void *reserved) { (void)reserved; return start_later(vm); }
jint JNI_OnLoad_extnet(JavaVM *vm, void *reserved) { (void)reserved; return start_later(vm); }
