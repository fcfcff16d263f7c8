/*
 * The runtime calls JNI_OnLoad_NAME of each of the JDK's libraries, as their static versions have it; the shared ones have plain
 * JNI_OnLoad. A library's own is called, never one that it only sees.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <jni.h>
#include <string.h>

static jint on_load(const char *library, JavaVM *vm, void *reserved) {
  void *handle = dlopen(library, RTLD_LAZY | RTLD_NOLOAD);
  if (handle != NULL) {
    jint (*function)(JavaVM *, void *) = (jint(*)(JavaVM *, void *))dlsym(handle, "JNI_OnLoad");
    Dl_info info;
    if (function != NULL && dladdr((void *)function, &info) && info.dli_fname != NULL) {
      const char *slash = strrchr(info.dli_fname, '/');
      if (strcmp(slash == NULL ? info.dli_fname : slash + 1, library) == 0) {
        function(vm, reserved);
      }
    }
  }
  return JNI_VERSION_1_8;
}

jint JNI_OnLoad_java(JavaVM *vm, void *reserved) { return on_load("libjava.so", vm, reserved); }
jint JNI_OnLoad_nio(JavaVM *vm, void *reserved) { return on_load("libnio.so", vm, reserved); }
jint JNI_OnLoad_zip(JavaVM *vm, void *reserved) { return on_load("libzip.so", vm, reserved); }

/* No tool talks to a network: libnet's start, which opens three sockets to see what the system has, is left out. */
jint JNI_OnLoad_net(JavaVM *vm, void *reserved) {
  (void)vm;
  (void)reserved;
  return JNI_VERSION_1_8;
}

jint JNI_OnLoad_extnet(JavaVM *vm, void *reserved) {
  (void)vm;
  (void)reserved;
  return JNI_VERSION_1_8;
}
