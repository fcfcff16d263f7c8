/*
 * A JVMTI agent for the builder: identity hashes that are the same in each build. The JVM's own are random numbers in the order in which
 * objects are first asked; each object of the executable keeps the one it had in the builder, and maps by identity lie in that order.
 * Here a class has the hash of its name, a method that of its class and name, any other object one made of its class's name and of how
 * many of that class were asked before: so one object more or less of another class changes nothing.
 *
 * The hash goes where the JVM keeps it, into the object's header (bits 8 to 38 of an object that nobody has locked: JDK 25 without
 * compact headers), and is then read by the JVM itself.
 */
#include <jvmti.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define MASK 0x7fffffffu
#define CLASSES 65536 /* the builder asks objects of some 1600 */

extern jint JVM_IHashCode(JNIEnv *, jobject);

static jvmtiEnv *jvmti;
static jclass class_class, method_class;
static jfieldID method_holder, method_name;
static jbyteArray region;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct {
  char *name;
  uint32_t asked;
} classes[CLASSES];

static uint32_t text_hash(const char *text) {
  uint32_t hash = 2166136261u;
  for (; *text != 0; text++) {
    hash = (hash ^ (unsigned char)*text) * 16777619u;
  }
  return hash;
}

/* The name of a class; a hidden one's without the address at its end. */
static char *class_name(jclass type) {
  char *name = NULL;
  if ((*jvmti)->GetClassSignature(jvmti, type, &name, NULL) != JVMTI_ERROR_NONE) {
    abort();
  }
  char *address = strstr(name, ".0x");
  if (address != NULL) {
    *address = 0;
  }
  return name;
}

static uint32_t count(const char *name, uint32_t hash) {
  uint32_t at = hash % CLASSES;
  pthread_mutex_lock(&lock);
  while (classes[at].name != NULL && strcmp(classes[at].name, name) != 0) {
    at = (at + 1) % CLASSES;
  }
  if (classes[at].name == NULL) {
    classes[at].name = strdup(name);
  }
  uint32_t asked = ++classes[at].asked;
  pthread_mutex_unlock(&lock);
  uint64_t mixed = ((uint64_t)hash << 32 | asked) * 0x9E3779B97F4A7C15u;
  mixed = (mixed ^ mixed >> 29) * 0xBF58476D1CE4E5B9u;
  return (uint32_t)(mixed >> 32);
}

static uint32_t choose(JNIEnv *env, jobject object) {
  jclass type = (*env)->GetObjectClass(env, object);
  uint32_t hash;
  char *name;
  if ((*env)->IsSameObject(env, type, class_class)) {
    name = class_name((jclass)object);
    hash = text_hash(name);
  } else if (method_class != NULL && (*env)->IsSameObject(env, type, method_class)) {
    jclass holder = (jclass)(*env)->GetObjectField(env, object, method_holder);
    jstring method = (jstring)(*env)->GetObjectField(env, object, method_name);
    const char *text = (*env)->GetStringUTFChars(env, method, NULL);
    name = class_name(holder);
    hash = text_hash(name) * 31 + text_hash(text);
    (*env)->ReleaseStringUTFChars(env, method, text);
    (*env)->DeleteLocalRef(env, method);
    (*env)->DeleteLocalRef(env, holder);
  } else {
    name = class_name(type);
    hash = count(name, text_hash(name));
  }
  (*jvmti)->Deallocate(jvmti, (unsigned char *)name);
  (*env)->DeleteLocalRef(env, type);
  hash &= MASK;
  return hash == 0 ? 1 : hash;
}

static jint hash_code(JNIEnv *env, jobject object) {
  if (object == NULL) {
    return 0;
  }
  uint64_t *header = *(uint64_t **)((uintptr_t)object & ~(uintptr_t)3);
  uint64_t seen = __atomic_load_n(header, __ATOMIC_SEQ_CST);
  if ((seen & 3) == 1 && (seen >> 8 & MASK) == 0) {
    uint64_t hash = choose(env, object);
    /* In between objects may have moved; from here to the end of the region none does. */
    void *still = (*env)->GetPrimitiveArrayCritical(env, region, NULL);
    header = *(uint64_t **)((uintptr_t)object & ~(uintptr_t)3);
    seen = __atomic_load_n(header, __ATOMIC_SEQ_CST);
    if ((seen & 3) == 1 && (seen >> 8 & MASK) == 0) {
      __atomic_compare_exchange_n(header, &seen, seen | hash << 8, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
    }
    (*env)->ReleasePrimitiveArrayCritical(env, region, still, JNI_ABORT);
  }
  return JVM_IHashCode(env, object);
}

static jint JNICALL identity_hash_code(JNIEnv *env, jclass system, jobject object) {
  (void)system;
  return hash_code(env, object);
}

static void JNICALL start(jvmtiEnv *environment, JNIEnv *env) {
  (void)environment;
  class_class = (*env)->NewGlobalRef(env, (*env)->FindClass(env, "java/lang/Class"));
  region = (*env)->NewGlobalRef(env, (*env)->NewByteArray(env, 1));
  JNINativeMethod object = {"hashCode", "()I", (void *)hash_code};
  JNINativeMethod system = {"identityHashCode", "(Ljava/lang/Object;)I", (void *)identity_hash_code};
  (*env)->RegisterNatives(env, (*env)->FindClass(env, "java/lang/Object"), &object, 1);
  (*env)->RegisterNatives(env, (*env)->FindClass(env, "java/lang/System"), &system, 1);
}

/* The class of methods cannot be loaded before the JVM is complete. */
static void JNICALL complete(jvmtiEnv *environment, JNIEnv *env, jthread thread) {
  (void)environment;
  (void)thread;
  jclass type = (*env)->FindClass(env, "java/lang/reflect/Method");
  method_holder = (*env)->GetFieldID(env, type, "clazz", "Ljava/lang/Class;");
  method_name = (*env)->GetFieldID(env, type, "name", "Ljava/lang/String;");
  method_class = (*env)->NewGlobalRef(env, type);
}

JNIEXPORT jint JNICALL Agent_OnLoad(JavaVM *vm, char *options, void *reserved) {
  (void)options;
  (void)reserved;
  jvmtiEventCallbacks callbacks = {0};
  callbacks.VMStart = start;
  callbacks.VMInit = complete;
  if ((*vm)->GetEnv(vm, (void **)&jvmti, JVMTI_VERSION_1_2) != JNI_OK) {
    return JNI_ERR;
  }
  /* Before any other thread asks for a hash. */
  jvmtiCapabilities early = {0};
  early.can_generate_early_vmstart = 1;
  (*jvmti)->AddCapabilities(jvmti, &early);
  (*jvmti)->SetEventNotificationMode(jvmti, JVMTI_ENABLE, JVMTI_EVENT_VM_INIT, NULL);
  (*jvmti)->SetEventCallbacks(jvmti, &callbacks, sizeof callbacks);
  return (*jvmti)->SetEventNotificationMode(jvmti, JVMTI_ENABLE, JVMTI_EVENT_VM_START, NULL) == JVMTI_ERROR_NONE ? JNI_OK : JNI_ERR;
}
