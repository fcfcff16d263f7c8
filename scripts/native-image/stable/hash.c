/*
 * A JVMTI agent for the builder: identity hashes that are the same in each build. The JVM's own are random numbers in the order in which
 * objects are first asked; each object of the executable keeps the one it had in the builder, and maps by identity lie in that order.
 * Here a class has the hash of its name, a method that of its class and name, a key of a map with weak or soft keys one made of what it
 * keeps of the key's hash, any other object one made of its class's name and of how many of that class were asked before: so one object more
 * or less of another class changes nothing. How many such keys are asked differs: those whose object was collected stay in the map until
 * somebody takes them out.
 *
 * The hash goes where the JVM keeps it, into the object's header, and is then read by the JVM itself. The JVM also asks for hashes: when it
 * verifies a class, for instance. With -XX:hashCode=2 it then puts a 1, which here counts as none; with -XX:-InlineObjectHash all who ask
 * from Java come here.
 */
#include <jvmti.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define MASK 0x7fffffffu
#define NONE 1u
#define INFLATED 2u /* in a header: the rest is the address of a monitor, which begins with the header proper */
#define CLASSES 65536 /* the builder asks objects of some 1600 */

extern jint JVM_IHashCode(JNIEnv *, jobject);

static jvmtiEnv *jvmti;
static jclass class_class, method_class;
static jfieldID method_holder, method_name;
static struct {
  jclass type;
  jfieldID hash;
} keys[2];
static jbyteArray region;
static unsigned shift; /* where in the header the hash begins */
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
  return asked;
}

static uint32_t mix(uint32_t hash, uint32_t number) {
  uint64_t mixed = ((uint64_t)hash << 32 | number) * 0x9E3779B97F4A7C15u;
  mixed = (mixed ^ mixed >> 29) * 0xBF58476D1CE4E5B9u;
  return (uint32_t)(mixed >> 32);
}

/* Where a key keeps the hash of what it refers to; NULL: the object is no such key. */
static jfieldID key_hash(JNIEnv *env, jclass type) {
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
    if (keys[i].type != NULL && (*env)->IsSameObject(env, type, keys[i].type)) {
      return keys[i].hash;
    }
  }
  return NULL;
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
    hash = text_hash(name);
    jfieldID own = key_hash(env, type);
    hash = mix(hash, own != NULL ? (uint32_t)(*env)->GetIntField(env, object, own) : count(name, hash));
  }
  (*jvmti)->Deallocate(jvmti, (unsigned char *)name);
  (*env)->DeleteLocalRef(env, type);
  hash &= MASK;
  return hash <= NONE ? NONE + 1 : hash;
}

/* Where an object's hash is kept; valid until objects move. */
static uint64_t *header_of(jobject object) {
  uint64_t *header = *(uint64_t **)((uintptr_t)object & ~(uintptr_t)3);
  uint64_t seen = __atomic_load_n(header, __ATOMIC_SEQ_CST);
  return (seen & INFLATED) == 0 ? header : (uint64_t *)(uintptr_t)(seen - INFLATED);
}

static uint32_t hash_in(uint64_t header) {
  return header >> shift & MASK;
}

static jint hash_code(JNIEnv *env, jobject object) {
  jint known = JVM_IHashCode(env, object);
  if (object == NULL || known != NONE) {
    return known;
  }
  uint64_t hash = choose(env, object);
  /* From here to the end of the region no object moves. */
  void *still = (*env)->GetPrimitiveArrayCritical(env, region, NULL);
  uint64_t *header = header_of(object);
  uint64_t seen = __atomic_load_n(header, __ATOMIC_SEQ_CST);
  while (hash_in(seen) == NONE && !__atomic_compare_exchange_n(header, &seen, (seen & ~((uint64_t)MASK << shift)) | hash << shift, 0,
                                                               __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)) {
  }
  (*env)->ReleasePrimitiveArrayCritical(env, region, still, JNI_ABORT);
  return JVM_IHashCode(env, object);
}

static jint JNICALL identity_hash_code(JNIEnv *env, jclass system, jobject object) {
  (void)system;
  return hash_code(env, object);
}

/* Looks where the JVM puts a hash: JDKs differ. */
static void find_shift(JNIEnv *env) {
  for (shift = 3; JVM_IHashCode(env, region) == NONE && shift < 33; shift++) {
    if (hash_in(*header_of(region)) == NONE) {
      return;
    }
  }
  (*env)->FatalError(env, "hash.c does not know how this JVM keeps identity hashes");
}

static void JNICALL start(jvmtiEnv *environment, JNIEnv *env) {
  (void)environment;
  JNINativeMethod object = {"hashCode", "()I", (void *)hash_code};
  JNINativeMethod system = {"identityHashCode", "(Ljava/lang/Object;)I", (void *)identity_hash_code};
  /* Object first: to look for another class may run its initializer, which asks for hashes. */
  jclass object_class = (*env)->FindClass(env, "java/lang/Object");
  class_class = (*env)->NewGlobalRef(env, (*env)->GetObjectClass(env, object_class));
  region = (*env)->NewGlobalRef(env, (*env)->NewByteArray(env, 1));
  find_shift(env);
  (*env)->RegisterNatives(env, object_class, &object, 1);
  (*env)->RegisterNatives(env, (*env)->FindClass(env, "java/lang/System"), &system, 1);
}

/* A JDK without that class has none of its keys. */
static void find_key(JNIEnv *env, const char *name, size_t i) {
  jclass type = (*env)->FindClass(env, name);
  jfieldID hash = type == NULL ? NULL : (*env)->GetFieldID(env, type, "hashcode", "I");
  (*env)->ExceptionClear(env);
  if (hash != NULL) {
    keys[i].hash = hash;
    keys[i].type = (*env)->NewGlobalRef(env, type);
  }
}

/* Classes that cannot be loaded before the JVM is complete. */
static void JNICALL complete(jvmtiEnv *environment, JNIEnv *env, jthread thread) {
  (void)environment;
  (void)thread;
  jclass type = (*env)->FindClass(env, "java/lang/reflect/Method");
  method_holder = (*env)->GetFieldID(env, type, "clazz", "Ljava/lang/Class;");
  method_name = (*env)->GetFieldID(env, type, "name", "Ljava/lang/String;");
  method_class = (*env)->NewGlobalRef(env, type);
  find_key(env, "jdk/internal/util/WeakReferenceKey", 0);
  find_key(env, "jdk/internal/util/SoftReferenceKey", 1);
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
