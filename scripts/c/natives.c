/*
 * The natives of scripts/native-image/{files,libraries}.c, called with a JNI of our own: objects are structures with a few fields, and what
 * is thrown is remembered.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <jni.h>
#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static void need(int fact, const char *what) {
  if (!fact) {
    printf("not so: %s\n", what);
    exit(3);
  }
}
#define NEED(fact) need(fact, #fact)

/* An object: its fields by name, or an array's elements. */
struct field {
  char name[24];
  jlong value;
};
struct object {
  int count;
  struct field fields[24];
  unsigned char *bytes;
  struct object **elements;
};
static char thrown[160];
static int thrown_number;

static struct object *object(int count) {
  struct object *made = calloc(1, sizeof *made);
  made->count = count;
  return made;
}

static struct field *field(jobject of, jfieldID id) {
  struct object *owner = (struct object *)of;
  const char *name = (const char *)id;
  for (int i = 0; i < 24; i++) {
    if (owner->fields[i].name[0] == 0) {
      snprintf(owner->fields[i].name, sizeof owner->fields[i].name, "%s", name);
    }
    if (strcmp(owner->fields[i].name, name) == 0) {
      return &owner->fields[i];
    }
  }
  NEED(0);
  return NULL;
}

static jclass find_class(JNIEnv *env, const char *name) { (void)env; return (jclass)name; }
static jfieldID field_id(JNIEnv *env, jclass class, const char *name, const char *type) { (void)env; (void)class; (void)type; return (jfieldID)name; }
static jmethodID method_id(JNIEnv *env, jclass class, const char *name, const char *type) { (void)env; (void)name; (void)type; return (jmethodID)class; }
static jint get_int(JNIEnv *env, jobject of, jfieldID id) { (void)env; return (jint)field(of, id)->value; }
static void set_int(JNIEnv *env, jobject of, jfieldID id, jint value) { (void)env; field(of, id)->value = value; }
static void set_long(JNIEnv *env, jobject of, jfieldID id, jlong value) { (void)env; field(of, id)->value = value; }
static void set_boolean(JNIEnv *env, jobject of, jfieldID id, jboolean value) { (void)env; field(of, id)->value = value; }
static jobject get_object(JNIEnv *env, jobject of, jfieldID id) { (void)env; return (jobject)(uintptr_t)field(of, id)->value; }
static jint throw_new(JNIEnv *env, jclass class, const char *text) { (void)env; snprintf(thrown, sizeof thrown, "%s: %s", (const char *)class, text); return 0; }
static jint throw_object(JNIEnv *env, jthrowable what) { (void)env; (void)what; return 0; }
static jobject new_object(JNIEnv *env, jclass class, jmethodID method, ...) {
  (void)env;
  (void)method;
  va_list arguments;
  va_start(arguments, method);
  thrown_number = va_arg(arguments, jint);
  va_end(arguments);
  snprintf(thrown, sizeof thrown, "%s", (const char *)class);
  return (jobject)object(0);
}
static jboolean is_thrown(JNIEnv *env) { (void)env; return thrown[0] != 0; }
static jbyteArray new_bytes(JNIEnv *env, jsize length) { (void)env; struct object *made = object(length); made->bytes = malloc((size_t)length); return (jbyteArray)made; }
static int in_range(struct object *array, jsize from, jsize length) {
  if (from < 0 || length < 0 || from > array->count - length) {
    snprintf(thrown, sizeof thrown, "range");
    return 0;
  }
  return 1;
}
static void set_bytes(JNIEnv *env, jbyteArray array, jsize from, jsize length, const jbyte *bytes) {
  (void)env;
  if (in_range((struct object *)array, from, length)) {
    memcpy(((struct object *)array)->bytes + from, bytes, (size_t)length);
  }
}
static void get_bytes(JNIEnv *env, jbyteArray array, jsize from, jsize length, jbyte *bytes) {
  (void)env;
  if (in_range((struct object *)array, from, length)) {
    memcpy(bytes, ((struct object *)array)->bytes + from, (size_t)length);
  }
}
static jobjectArray new_array(JNIEnv *env, jsize length, jclass class, jobject first) {
  (void)env;
  (void)class;
  (void)first;
  struct object *made = object(length);
  made->elements = calloc((size_t)length, sizeof *made->elements);
  return (jobjectArray)made;
}
static void set_element(JNIEnv *env, jobjectArray array, jsize at, jobject value) {
  (void)env;
  NEED(at >= 0 && at < ((struct object *)array)->count);
  ((struct object *)array)->elements[at] = (struct object *)value;
}
static void forget(JNIEnv *env, jobject what) { (void)env; (void)what; }
static jobject keep(JNIEnv *env, jobject what) { (void)env; return what; }

static jobject get_element(JNIEnv *env, jobjectArray array, jsize at) { (void)env; return (jobject)((struct object *)array)->elements[at]; }
/* A string is an array of bytes here. */
static jsize string_length(JNIEnv *env, jstring text) { (void)env; return ((struct object *)text)->count; }
static void string_region(JNIEnv *env, jstring text, jsize from, jsize length, jchar *chars) {
  (void)env;
  NEED(in_range((struct object *)text, from, length));
  for (jsize i = 0; i < length; i++) {
    chars[i] = ((struct object *)text)->bytes[from + i];
  }
}
static jstring new_string(JNIEnv *env, const jchar *chars, jsize length) {
  struct object *made = (struct object *)new_bytes(env, length);
  for (jsize i = 0; i < length; i++) {
    NEED(chars[i] < 256);
    made->bytes[i] = (unsigned char)chars[i];
  }
  return (jstring)made;
}

static const struct JNINativeInterface_ functions = {
    .FindClass = find_class, .GetFieldID = field_id, .GetMethodID = method_id, .GetIntField = get_int, .SetIntField = set_int,
    .SetLongField = set_long, .SetBooleanField = set_boolean, .GetObjectField = get_object, .ThrowNew = throw_new, .Throw = throw_object,
    .NewObject = new_object, .ExceptionCheck = is_thrown, .NewByteArray = new_bytes, .SetByteArrayRegion = set_bytes,
    .GetByteArrayRegion = get_bytes, .NewObjectArray = new_array, .SetObjectArrayElement = set_element, .DeleteLocalRef = forget,
    .NewGlobalRef = keep, .GetObjectArrayElement = get_element, .GetStringLength = string_length, .GetStringRegion = string_region,
    .NewString = new_string,
};
static const struct JNINativeInterface_ *environment = &functions;
#define ENV ((JNIEnv *)&environment)

static jint get_env(JavaVM *vm, void **env, jint version) { (void)vm; (void)version; *env = ENV; return JNI_OK; }
static const struct JNIInvokeInterface_ invocations = {.GetEnv = get_env};
static const struct JNIInvokeInterface_ *machine = &invocations;

#define P(text) ((jlong)(uintptr_t)(text))
#define N(name) Java_sun_nio_fs_UnixNativeDispatcher_##name
#define D(name) Java_sun_nio_ch_UnixFileDispatcherImpl_##name
extern void Java_java_io_FileDescriptor_initIDs(JNIEnv *, jclass), Java_java_io_FileOutputStream_initIDs(JNIEnv *, jclass);
extern void Java_java_io_FileDescriptor_close0(JNIEnv *, jobject);
extern void Java_java_io_FileOutputStream_writeBytes(JNIEnv *, jobject, jbyteArray, jint, jint, jboolean);
extern jobjectArray Java_java_lang_ProcessEnvironment_environ(JNIEnv *, jclass);
extern jint N(init)(JNIEnv *, jclass), N(stat0)(JNIEnv *, jclass, jlong, jobject), N(access0)(JNIEnv *, jclass, jlong, jint);
extern void N(lstat0)(JNIEnv *, jclass, jlong, jobject), N(fstat0)(JNIEnv *, jclass, jint, jobject), N(close0)(JNIEnv *, jclass, jint);
extern void N(closedir)(JNIEnv *, jclass, jlong);
extern jint N(open0)(JNIEnv *, jclass, jlong, jint, jint), N(dup)(JNIEnv *, jclass, jint);
extern jlong N(fdopendir)(JNIEnv *, jclass, jint);
extern jbyteArray N(strerror)(JNIEnv *, jclass, jint), N(getcwd)(JNIEnv *, jclass), N(readdir0)(JNIEnv *, jclass, jlong), N(readlink0)(JNIEnv *, jclass, jlong), N(realpath0)(JNIEnv *, jclass, jlong);
extern jint D(read0)(JNIEnv *, jclass, jobject, jlong, jint), D(pread0)(JNIEnv *, jclass, jobject, jlong, jint, jlong);
extern jlong D(size0)(JNIEnv *, jclass, jobject), D(allocationGranularity0)(JNIEnv *, jclass), D(map0)(JNIEnv *, jclass, jobject, jint, jlong, jlong, jboolean);
#define F(name) Java_java_io_UnixFileSystem_##name
extern void F(initIDs)(JNIEnv *, jclass), Java_java_io_FileInputStream_initIDs(JNIEnv *, jclass), Java_java_io_FileInputStream_open0(JNIEnv *, jobject, jstring);
extern jint F(getBooleanAttributes0)(JNIEnv *, jobject, jobject), Java_java_io_FileInputStream_available0(JNIEnv *, jobject);
extern jint Java_java_io_FileInputStream_readBytes(JNIEnv *, jobject, jbyteArray, jint, jint);
extern jstring F(canonicalize0)(JNIEnv *, jobject, jstring);
extern jobjectArray F(list0)(JNIEnv *, jobject, jobject);
extern void InitializeEncoding(JNIEnv *, const char *);
extern jint JNI_OnLoad_java(JavaVM *, void *);
extern jlong Java_add(JNIEnv *, jclass, jlong, jlong, jlong, jlong, jlong, jlong, jdouble, jdouble);
extern void Java_missing(JNIEnv *, jclass);

static int text_is(jbyteArray array, const char *text) {
  const struct object *bytes = (const struct object *)array;
  return bytes != NULL && (size_t)bytes->count == strlen(text) && memcmp(bytes->bytes, text, strlen(text)) == 0;
}

static int threw(const char *what) {
  int same = strcmp(thrown, what) == 0;
  if (!same) {
    printf("thrown: %s\n", thrown);
  }
  thrown[0] = 0;
  return same;
}

static struct object *descriptor(int fd) {
  struct object *made = object(0);
  set_int(ENV, (jobject)made, (jfieldID)"fd", fd);
  return made;
}

void check_files(void) {
  Java_java_io_FileDescriptor_initIDs(ENV, NULL);
  NEED(N(init)(ENV, NULL) == (2 | 8 | 65536));
  char folder[] = "/tmp/check-c.XXXXXX", file[64], link[64], text[16];
  NEED(mkdtemp(folder) != NULL);
  snprintf(file, sizeof file, "%s/a", folder);
  snprintf(link, sizeof link, "%s/b", folder);
  NEED(symlink("a", link) == 0);
  int fd = N(open0)(ENV, NULL, P(file), O_RDWR | O_CREAT, 0640);
  NEED(fd >= 0 && write(fd, "contents", 8) == 8);
  struct stat info;
  NEED(fstat(fd, &info) == 0);
  struct object *seen = object(0);
  NEED(N(stat0)(ENV, NULL, P(link), (jobject)seen) == 0);
  NEED(get_int(ENV, (jobject)seen, (jfieldID)"st_mode") == (jint)info.st_mode);
  NEED(field((jobject)seen, (jfieldID)"st_size")->value == 8);
  NEED(field((jobject)seen, (jfieldID)"st_ino")->value == (jlong)info.st_ino);
  NEED(field((jobject)seen, (jfieldID)"st_dev")->value == (jlong)info.st_dev);
  NEED(field((jobject)seen, (jfieldID)"st_mtime_sec")->value == info.st_mtim.tv_sec);
  NEED(field((jobject)seen, (jfieldID)"st_ctime_nsec")->value == info.st_ctim.tv_nsec);
  struct object *unfollowed = object(0), *opened = object(0);
  N(lstat0)(ENV, NULL, P(link), (jobject)unfollowed);
  NEED(S_ISLNK(get_int(ENV, (jobject)unfollowed, (jfieldID)"st_mode")));
  N(fstat0)(ENV, NULL, fd, (jobject)opened);
  NEED(get_int(ENV, (jobject)opened, (jfieldID)"st_nlink") == 1);
  NEED(N(stat0)(ENV, NULL, P("/no/such"), (jobject)seen) == ENOENT);
  N(lstat0)(ENV, NULL, P("/no/such"), (jobject)seen);
  NEED(threw("sun/nio/fs/UnixException") && thrown_number == ENOENT);
  N(fstat0)(ENV, NULL, -1, (jobject)seen);
  NEED(threw("sun/nio/fs/UnixException") && thrown_number == EBADF);
  NEED(N(access0)(ENV, NULL, P(file), F_OK) == 0 && N(access0)(ENV, NULL, P("/no/such"), F_OK) == ENOENT);
  NEED(N(open0)(ENV, NULL, P("/no/such"), O_RDONLY, 0) == -1 && threw("sun/nio/fs/UnixException") && thrown_number == ENOENT);

  struct object *of = descriptor(fd), *closed = descriptor(-1);
  NEED(D(size0)(ENV, NULL, (jobject)of) == 8);
  NEED(D(size0)(ENV, NULL, (jobject)closed) < 0 && threw("java/io/IOException: Bad file descriptor"));
  NEED(D(pread0)(ENV, NULL, (jobject)of, P(text), 8, 0) == 8 && memcmp(text, "contents", 8) == 0);
  NEED(D(read0)(ENV, NULL, (jobject)of, P(text), 8) == -1);
  NEED(D(read0)(ENV, NULL, (jobject)closed, P(text), 8) == -5 && threw("java/io/IOException: Bad file descriptor"));
  int ends[2];
  NEED(pipe2(ends, O_NONBLOCK) == 0 && D(read0)(ENV, NULL, (jobject)descriptor(ends[0]), P(text), 8) == -2);
  jlong mapped = D(map0)(ENV, NULL, (jobject)of, 0, 0, 8, 0);
  NEED(mapped > 0 && memcmp((void *)(uintptr_t)mapped, "contents", 8) == 0 && munmap((void *)(uintptr_t)mapped, 8) == 0);
  NEED(D(map0)(ENV, NULL, (jobject)of, 0, 0, 1L << 60, 0) == -5 && threw("java/lang/OutOfMemoryError: Map failed"));
  NEED(D(map0)(ENV, NULL, (jobject)of, 0, 1, 8, 0) == -5 && threw("java/io/IOException: Invalid argument"));
  NEED(D(allocationGranularity0)(ENV, NULL) == 4096);

  NEED(text_is(N(strerror)(ENV, NULL, ENOENT), "No such file or directory"));
  NEED(text_is(N(readlink0)(ENV, NULL, P(link)), "a"));
  NEED(N(readlink0)(ENV, NULL, P(file)) == NULL && threw("sun/nio/fs/UnixException") && thrown_number == EINVAL);
  NEED(text_is(N(realpath0)(ENV, NULL, P(link)), file));
  NEED(N(realpath0)(ENV, NULL, P("/no/such")) == NULL && threw("sun/nio/fs/UnixException"));
  NEED(chdir(folder) == 0 && text_is(N(getcwd)(ENV, NULL), folder));
  int opened_folder = N(open0)(ENV, NULL, P(folder), O_RDONLY, 0), names = 0, found = 0;
  jlong stream = N(fdopendir)(ENV, NULL, N(dup)(ENV, NULL, opened_folder));
  for (jbyteArray name = N(readdir0)(ENV, NULL, stream); name != NULL; name = N(readdir0)(ENV, NULL, stream)) {
    names++;
    found += text_is(name, "a") + text_is(name, "b");
  }
  NEED(names == 4 && found == 2 && thrown[0] == 0);
  N(closedir)(ENV, NULL, stream);
  NEED(N(fdopendir)(ENV, NULL, fd) == 0 && threw("sun/nio/fs/UnixException") && thrown_number == ENOTDIR);
  NEED(N(dup)(ENV, NULL, -1) == -1 && threw("sun/nio/fs/UnixException") && thrown_number == EBADF);
  N(close0)(ENV, NULL, opened_folder);
  NEED(thrown[0] == 0);
  N(close0)(ENV, NULL, opened_folder);
  NEED(threw("sun/nio/fs/UnixException") && thrown_number == EBADF);
  Java_java_io_FileDescriptor_close0(ENV, (jobject)of);
  NEED(get_int(ENV, (jobject)of, (jfieldID)"fd") == -1 && fcntl(fd, F_GETFD) == -1);
  Java_java_io_FileDescriptor_close0(ENV, (jobject)of);
  NEED(thrown[0] == 0);
  unlink(file);
  unlink(link);
  NEED(chdir("/") == 0 && rmdir(folder) == 0);
  NEED(N(getcwd)(ENV, NULL) != NULL);
}

static jstring string(const char *text) {
  struct object *made = (struct object *)new_bytes(ENV, (jsize)strlen(text));
  memcpy(made->bytes, text, strlen(text));
  return (jstring)made;
}

static jobject file_named(const char *name) {
  struct object *made = object(0);
  field((jobject)made, (jfieldID)"path")->value = (jlong)(uintptr_t)string(name);
  return (jobject)made;
}

/* java.io.File and FileInputStream. */
void check_old_files(void) {
  Java_java_io_FileDescriptor_initIDs(ENV, NULL);
  Java_java_io_FileInputStream_initIDs(ENV, NULL);
  F(initIDs)(ENV, NULL);
  char folder[] = "/tmp/check-c.XXXXXX", file[64], link[64];
  NEED(mkdtemp(folder) != NULL);
  snprintf(file, sizeof file, "%s/\xe9", folder);
  snprintf(link, sizeof link, "%s/b", folder);
  int fd = open(file, O_WRONLY | O_CREAT, 0600);
  NEED(write(fd, "contents", 8) == 8 && close(fd) == 0 && symlink("\xe9", link) == 0);
  NEED(F(getBooleanAttributes0)(ENV, NULL, file_named(link)) == 3 && F(getBooleanAttributes0)(ENV, NULL, file_named(folder)) == 5);
  NEED(F(getBooleanAttributes0)(ENV, NULL, file_named("/no/such")) == 0);
  NEED(text_is((jbyteArray)F(canonicalize0)(ENV, NULL, string(link)), file));
  char longest[PATH_MAX + 1];
  memset(longest, 'x', PATH_MAX);
  longest[PATH_MAX] = 0;
  NEED(F(getBooleanAttributes0)(ENV, NULL, file_named(longest)) == 0 && F(list0)(ENV, NULL, file_named(longest)) == NULL);
  const struct object *names = (const struct object *)F(list0)(ENV, NULL, file_named(folder));
  NEED(names->count == 2);
  NEED(text_is((jbyteArray)names->elements[0], "b") + text_is((jbyteArray)names->elements[1], "b") == 1);
  NEED(F(list0)(ENV, NULL, file_named(file)) == NULL);
  struct object *stream = object(0), *of = descriptor(-1);
  field((jobject)stream, (jfieldID)"fd")->value = (jlong)(uintptr_t)of;
  jbyteArray bytes = new_bytes(ENV, 10000);
  NEED(Java_java_io_FileInputStream_readBytes(ENV, (jobject)stream, bytes, 0, 1) == -1 && threw("java/io/IOException: Stream Closed"));
  Java_java_io_FileInputStream_open0(ENV, (jobject)stream, string("/no/such"));
  NEED(threw("java/io/FileNotFoundException: /no/such (No such file or directory)"));
  Java_java_io_FileInputStream_open0(ENV, (jobject)stream, string("/"));
  NEED(threw("java/io/FileNotFoundException: / (Is a directory)"));
  Java_java_io_FileInputStream_open0(ENV, (jobject)stream, string(longest));
  NEED(threw("java/io/FileNotFoundException:  (File name too long)"));
  Java_java_io_FileInputStream_open0(ENV, (jobject)stream, string(file));
  NEED(thrown[0] == 0 && Java_java_io_FileInputStream_available0(ENV, (jobject)stream) == 8);
  NEED(Java_java_io_FileInputStream_readBytes(ENV, (jobject)stream, bytes, 9998, 2) == 2 && ((struct object *)bytes)->bytes[9999] == 'o');
  NEED(Java_java_io_FileInputStream_available0(ENV, (jobject)stream) == 6);
  NEED(Java_java_io_FileInputStream_readBytes(ENV, (jobject)stream, bytes, 0, 10000) == 6);
  NEED(Java_java_io_FileInputStream_readBytes(ENV, (jobject)stream, bytes, 0, 0) == 0);
  NEED(Java_java_io_FileInputStream_readBytes(ENV, (jobject)stream, bytes, 0, 10000) == -1 && thrown[0] == 0);
  Java_java_io_FileInputStream_readBytes(ENV, (jobject)stream, NULL, 0, 1);
  NEED(threw("java/lang/NullPointerException: bytes"));
  Java_java_io_FileDescriptor_close0(ENV, (jobject)of);
  unlink(file);
  unlink(link);
  rmdir(folder);
}

void check_streams(void) {
  Java_java_io_FileDescriptor_initIDs(ENV, NULL);
  Java_java_io_FileOutputStream_initIDs(ENV, NULL);
  FILE *file = tmpfile();
  struct object *stream = object(0);
  field((jobject)stream, (jfieldID)"fd")->value = (jlong)(uintptr_t)descriptor(fileno(file));
  jbyteArray bytes = new_bytes(ENV, 20000);
  memset(((struct object *)bytes)->bytes, 'x', 20000);
  Java_java_io_FileOutputStream_writeBytes(ENV, (jobject)stream, bytes, 1, 19999, 0);
  struct stat info;
  NEED(thrown[0] == 0 && fstat(fileno(file), &info) == 0 && info.st_size == 19999);
  Java_java_io_FileOutputStream_writeBytes(ENV, (jobject)stream, bytes, 10000, 10001, 0);
  NEED(threw("range"));
  Java_java_io_FileOutputStream_writeBytes(ENV, (jobject)stream, NULL, 0, 1, 0);
  NEED(threw("java/lang/NullPointerException: bytes"));
  field((jobject)stream, (jfieldID)"fd")->value = (jlong)(uintptr_t)descriptor(open("/dev/full", O_WRONLY));
  Java_java_io_FileOutputStream_writeBytes(ENV, (jobject)stream, bytes, 0, 1, 0);
  NEED(threw("java/io/IOException: No space left on device"));
  field((jobject)stream, (jfieldID)"fd")->value = (jlong)(uintptr_t)descriptor(-1);
  Java_java_io_FileOutputStream_writeBytes(ENV, (jobject)stream, bytes, 0, 1, 0);
  NEED(threw("java/io/IOException: Stream Closed"));
  fclose(file);

  char *variables[] = {"a=b", "none", "", "=c=d", "e=", NULL};
  environ = variables;
  const struct object *all = (const struct object *)Java_java_lang_ProcessEnvironment_environ(ENV, NULL);
  const char *wanted[] = {"a", "b", "=c", "d", "e", ""};
  NEED(all->count == 6);
  for (int i = 0; i < 6; i++) {
    NEED(text_is((jbyteArray)all->elements[i], wanted[i]));
  }
}

/* Libraries are opened when a function of theirs is called; what a class told before is told again then. */
void check_places(void) {
  JNI_OnLoad_java((JavaVM *)&machine, NULL);
  InitializeEncoding(ENV, "8859_1");
  Java_java_io_FileDescriptor_initIDs(ENV, (jclass) "class");
  for (int i = 0; i < 2; i++) {
    NEED(Java_add(ENV, NULL, 1, 2, 3, 4, 5, 6, 0.5, 0.25) == 2175);
  }
  Java_missing(ENV, NULL); /* does not come back */
}
