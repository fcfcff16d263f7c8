/*
 * Native methods of the JDK that a query calls, so that it needs none of the JDK's libraries: they cost a start 0.3 ms. Written from the
 * declarations in the JDK's classes (javap), from what their callers document, and from what strace shows of them. Methods that are not
 * here are in the JDK's libraries (libraries.c).
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <jni.h>
#include <limits.h>
#include <linux/fs.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>
#include "libraries.h"

extern char **environ;

/* sun.nio.ch.IOStatus */
enum { END_OF_FILE = -1, UNAVAILABLE = -2, INTERRUPTED = -3, THROWN = -5 };

static jfieldID descriptor_number; /* java.io.FileDescriptor.fd */
static jfieldID stream_descriptor; /* java.io.FileOutputStream.fd */
static jfieldID input_descriptor;  /* java.io.FileInputStream.fd */
static jfieldID file_path;         /* java.io.File.path */

static void throw_text(JNIEnv *env, const char *class, const char *text) {
  jclass type = (*env)->FindClass(env, class);
  if (type != NULL) {
    (*env)->ThrowNew(env, type, text);
  }
}

/* An IOException that says what strerror(3) does, from which Errno finds the number. */
static void throw_io(JNIEnv *env, int error) {
  char text[128];
  throw_text(env, "java/io/IOException", strerror_r(error, text, sizeof text));
}

static void throw_unix(JNIEnv *env, int error) {
  jclass type = (*env)->FindClass(env, "sun/nio/fs/UnixException");
  jmethodID constructor = type == NULL ? NULL : (*env)->GetMethodID(env, type, "<init>", "(I)V");
  if (constructor != NULL) {
    jobject exception = (*env)->NewObject(env, type, constructor, (jint)error);
    if (exception != NULL) {
      (*env)->Throw(env, exception);
    }
  }
}

static jbyteArray bytes_of(JNIEnv *env, const char *text, size_t length) {
  jbyteArray bytes = (*env)->NewByteArray(env, (jsize)length);
  if (bytes != NULL) {
    (*env)->SetByteArrayRegion(env, bytes, 0, (jsize)length, (const jbyte *)text);
  }
  return bytes;
}

static int number_of(JNIEnv *env, jobject descriptor) { return (*env)->GetIntField(env, descriptor, descriptor_number); }

#define ADDRESS(value) ((void *)(uintptr_t)(value))
#define PATH(value) ((const char *)ADDRESS(value))
#define UNUSED __attribute__((unused))

/* A class's fields as the JDK's library sees them: of no interest before it is open. */
#define LATER(library, function)                                                                                                         \
  void function(JNIEnv *env, jclass class) { jkmod_later(library, #function, env, class); }

LATER(NIO, Java_sun_nio_ch_FileDispatcherImpl_init0)
LATER(NIO, Java_sun_nio_ch_IOUtil_initIDs)
LATER(NIO, Java_sun_nio_ch_NativeThread_init)

void Java_java_io_FileDescriptor_initIDs(JNIEnv *env, jclass class) {
  descriptor_number = (*env)->GetFieldID(env, class, "fd", "I");
  jkmod_later(JAVA, "Java_java_io_FileDescriptor_initIDs", env, class);
}

void Java_java_io_FileOutputStream_initIDs(JNIEnv *env, jclass class) {
  stream_descriptor = (*env)->GetFieldID(env, class, "fd", "Ljava/io/FileDescriptor;");
  jkmod_later(JAVA, "Java_java_io_FileOutputStream_initIDs", env, class);
}

void Java_java_io_FileInputStream_initIDs(JNIEnv *env, jclass class) {
  input_descriptor = (*env)->GetFieldID(env, class, "fd", "Ljava/io/FileDescriptor;");
  jkmod_later(JAVA, "Java_java_io_FileInputStream_initIDs", env, class);
}

void Java_java_io_UnixFileSystem_initIDs(JNIEnv *env, jclass class) {
  jclass type = (*env)->FindClass(env, "java/io/File");
  file_path = type == NULL ? NULL : (*env)->GetFieldID(env, type, "path", "Ljava/lang/String;");
  jkmod_later(JAVA, "Java_java_io_UnixFileSystem_initIDs", env, class);
}

/* Whoever started this may have SIGCHLD ignored, and then there would be no child's status. */
void Java_java_lang_ProcessImpl_init(JNIEnv *env, jclass class) {
  struct sigaction action = {.sa_handler = SIG_DFL, .sa_flags = SA_RESTART | SA_NOCLDSTOP};
  sigemptyset(&action.sa_mask);
  sigaction(SIGCHLD, &action, NULL);
  jkmod_later(JAVA, "Java_java_lang_ProcessImpl_init", env, class);
}

void Java_java_lang_Shutdown_halt0(UNUSED JNIEnv *env, UNUSED jclass class, jint status) { _exit(status); }

/* Name, value, name, value... of all variables; what has no '=' is none. */
jobjectArray Java_java_lang_ProcessEnvironment_environ(JNIEnv *env, UNUSED jclass class) {
  jsize count = 0;
  for (char **entry = environ; entry != NULL && *entry != NULL; entry++) {
    count += **entry != 0 && strchr(*entry + 1, '=') != NULL ? 2 : 0;
  }
  jclass type = (*env)->FindClass(env, "[B");
  jobjectArray all = type == NULL ? NULL : (*env)->NewObjectArray(env, count, type, NULL);
  jsize next = 0;
  for (char **entry = environ; all != NULL && entry != NULL && *entry != NULL; entry++) {
    const char *equals = **entry == 0 ? NULL : strchr(*entry + 1, '=');
    if (equals == NULL) {
      continue;
    }
    jbyteArray name = bytes_of(env, *entry, (size_t)(equals - *entry));
    jbyteArray value = name == NULL ? NULL : bytes_of(env, equals + 1, strlen(equals + 1));
    if (value == NULL) {
      return NULL;
    }
    (*env)->SetObjectArrayElement(env, all, next++, name);
    (*env)->SetObjectArrayElement(env, all, next++, value);
    (*env)->DeleteLocalRef(env, name);
    (*env)->DeleteLocalRef(env, value);
  }
  return all;
}

void Java_java_io_FileDescriptor_close0(JNIEnv *env, jobject descriptor) {
  int fd = number_of(env, descriptor);
  if (fd < 0) {
    return;
  }
  (*env)->SetIntField(env, descriptor, descriptor_number, -1);
  /* 0 to 2 stay open, lest the next file that is opened is one of them. */
  int replacement = fd <= STDERR_FILENO ? open("/dev/null", O_WRONLY | O_CLOEXEC) : -1;
  int status = 0;
  if (replacement >= 0) {
    status = dup2(replacement, fd);
    close(replacement);
  } else if (fd > STDERR_FILENO) {
    status = close(fd);
  }
  if (status == -1 && errno != EINTR) {
    throw_io(env, errno);
  }
}

void Java_java_io_FileOutputStream_writeBytes(JNIEnv *env, jobject stream, jbyteArray bytes, jint from, jint length,
                                              UNUSED jboolean append) {
  char buffer[8192];
  jobject descriptor = (*env)->GetObjectField(env, stream, stream_descriptor);
  if (bytes == NULL || descriptor == NULL) {
    throw_text(env, "java/lang/NullPointerException", "bytes");
    return;
  }
  while (length > 0) {
    jint some = length < (jint)sizeof buffer ? length : (jint)sizeof buffer;
    (*env)->GetByteArrayRegion(env, bytes, from, some, (jbyte *)buffer);
    if ((*env)->ExceptionCheck(env)) {
      return;
    }
    for (jint done = 0; done < some;) {
      int fd = number_of(env, descriptor);
      ssize_t written = fd < 0 ? -1 : write(fd, buffer + done, (size_t)(some - done));
      if (written >= 0) {
        done += (jint)written;
      } else if (fd < 0 || errno != EINTR) {
        fd < 0 ? throw_text(env, "java/io/IOException", "Stream Closed") : throw_io(env, errno);
        return;
      }
    }
    from += some;
    length -= some;
  }
}

/*
 * java.io.File and FileInputStream, by which jnr-ffi looks for libraries. Each character of a name is a byte: the executable knows names
 * in Latin-1 only.
 */
static int name_of(JNIEnv *env, jstring name, char target[PATH_MAX]) {
  enum { PIECE = 256 }; /* stacks of 32 kB occur */
  jchar chars[PIECE];
  jsize length = name == NULL ? PATH_MAX : (*env)->GetStringLength(env, name);
  if (length >= PATH_MAX) {
    return ENAMETOOLONG;
  }
  for (jsize from = 0; from < length; from += PIECE) {
    jsize count = length - from < PIECE ? length - from : PIECE;
    (*env)->GetStringRegion(env, name, from, count, chars);
    for (jsize i = 0; i < count; i++) {
      target[from + i] = (char)chars[i];
    }
  }
  target[length] = 0;
  return 0;
}

static jstring string_of(JNIEnv *env, const char *name) {
  jsize length = (jsize)strnlen(name, PATH_MAX);
  jchar chars[length + 1];
  for (jsize i = 0; i < length; i++) {
    chars[i] = (unsigned char)name[i];
  }
  return (*env)->NewString(env, chars, length);
}

static int path_of(JNIEnv *env, jobject file, char target[PATH_MAX]) {
  return name_of(env, (jstring)(*env)->GetObjectField(env, file, file_path), target);
}

jint Java_java_io_UnixFileSystem_getBooleanAttributes0(JNIEnv *env, UNUSED jobject system, jobject file) {
  enum { EXISTS = 1, REGULAR = 2, DIRECTORY = 4 }; /* java.io.FileSystem */
  char path[PATH_MAX];
  struct stat info;
  if (path_of(env, file, path) != 0 || stat(path, &info) == -1) {
    return 0;
  }
  return EXISTS | (S_ISREG(info.st_mode) ? REGULAR : 0) | (S_ISDIR(info.st_mode) ? DIRECTORY : 0);
}

/* Of what does not exist the JDK's library knows what a real name would be. */
jstring Java_java_io_UnixFileSystem_canonicalize0(JNIEnv *env, jobject system, jstring name) {
  char path[PATH_MAX], real[PATH_MAX];
  if (name_of(env, name, path) == 0 && realpath(path, real) != NULL) {
    return string_of(env, real);
  }
  void *entry;
  jstring (*theirs)(JNIEnv *, jobject, jstring) =
      (jstring(*)(JNIEnv *, jobject, jstring))jkmod_find("java:Java_java_io_UnixFileSystem_canonicalize0", &entry);
  return theirs(env, system, name);
}

/* As many of an array's elements in a new one of that size; NULL when there is no memory. */
static jobjectArray resized(JNIEnv *env, jobjectArray from, jclass type, jsize count, jsize size) {
  jobjectArray to = (*env)->NewObjectArray(env, size, type, NULL);
  for (jsize i = 0; to != NULL && i < count; i++) {
    jobject element = (*env)->GetObjectArrayElement(env, from, i);
    (*env)->SetObjectArrayElement(env, to, i, element);
    (*env)->DeleteLocalRef(env, element);
  }
  (*env)->DeleteLocalRef(env, from);
  return to;
}

/* NULL when it cannot be listed, or not to its end. */
jobjectArray Java_java_io_UnixFileSystem_list0(JNIEnv *env, UNUSED jobject system, jobject file) {
  char path[PATH_MAX];
  DIR *folder = path_of(env, file, path) == 0 ? opendir(path) : NULL;
  jclass type = folder == NULL ? NULL : (*env)->FindClass(env, "java/lang/String");
  jobjectArray names = NULL;
  if (type != NULL) {
    jsize room = 16, count = 0;
    const struct dirent *entry;
    names = (*env)->NewObjectArray(env, room, type, NULL);
    while (names != NULL && (errno = 0, entry = readdir(folder)) != NULL) {
      if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
        if (count == room) {
          names = resized(env, names, type, count, room *= 2);
        }
        jstring name = names == NULL ? NULL : string_of(env, entry->d_name);
        if (name == NULL) {
          names = NULL;
          break;
        }
        (*env)->SetObjectArrayElement(env, names, count++, name);
        (*env)->DeleteLocalRef(env, name);
      }
    }
    names = names == NULL || errno != 0 ? NULL : resized(env, names, type, count, count);
  }
  if (folder != NULL) {
    closedir(folder);
  }
  return names;
}

void Java_java_io_FileInputStream_open0(JNIEnv *env, jobject stream, jstring name) {
  char path[PATH_MAX], text[PATH_MAX + 160], reason[128];
  struct stat info;
  int error = name_of(env, name, path);
  int fd = -1;
  if (error == 0) {
    do {
      fd = open(path, O_RDONLY);
    } while (fd == -1 && errno == EINTR);
    error = fd == -1 ? errno : fstat(fd, &info) == 0 && S_ISDIR(info.st_mode) ? EISDIR : 0;
  }
  if (error == 0) {
    (*env)->SetIntField(env, (*env)->GetObjectField(env, stream, input_descriptor), descriptor_number, fd);
    return;
  }
  if (fd != -1) {
    close(fd);
  }
  snprintf(text, sizeof text, "%s (%s)", error == ENAMETOOLONG ? "" : path, strerror_r(error, reason, sizeof reason));
  throw_text(env, "java/io/FileNotFoundException", text);
}

jint Java_java_io_FileInputStream_readBytes(JNIEnv *env, jobject stream, jbyteArray bytes, jint from, jint length) {
  char buffer[8192];
  jobject descriptor = (*env)->GetObjectField(env, stream, input_descriptor);
  if (bytes == NULL || descriptor == NULL) {
    throw_text(env, "java/lang/NullPointerException", "bytes");
    return END_OF_FILE;
  }
  if (length == 0) {
    return 0;
  }
  int fd = number_of(env, descriptor);
  if (fd < 0) {
    throw_text(env, "java/io/IOException", "Stream Closed");
    return END_OF_FILE;
  }
  ssize_t count;
  do {
    count = read(fd, buffer, length < (jint)sizeof buffer ? (size_t)length : sizeof buffer);
  } while (count == -1 && errno == EINTR);
  if (count > 0) {
    (*env)->SetByteArrayRegion(env, bytes, from, (jsize)count, (const jbyte *)buffer);
    return (jint)count;
  }
  if (count == -1) {
    throw_io(env, errno);
  }
  return END_OF_FILE;
}

/* What is left of a file; 0 of anything else, which a reader need not rely on. */
jint Java_java_io_FileInputStream_available0(JNIEnv *env, jobject stream) {
  struct stat info;
  int fd = number_of(env, (*env)->GetObjectField(env, stream, input_descriptor));
  if (fd < 0 || fstat(fd, &info) == -1) {
    throw_text(env, "java/io/IOException", "Stream Closed");
    return 0;
  }
  off_t left = S_ISREG(info.st_mode) ? info.st_size - lseek(fd, 0, SEEK_CUR) : 0;
  return left < 0 ? 0 : left > INT_MAX ? INT_MAX : (jint)left;
}

jint Java_sun_nio_ch_IOUtil_iovMax(UNUSED JNIEnv *env, UNUSED jclass class) { return IOV_MAX; }

jlong Java_sun_nio_ch_IOUtil_writevMax(UNUSED JNIEnv *env, UNUSED jclass class) { return INT64_MAX; }

jlong Java_sun_nio_ch_NativeThread_current0(UNUSED JNIEnv *env, UNUSED jclass class) { return (jlong)pthread_self(); }

static jint amount(JNIEnv *env, ssize_t count) {
  if (count > 0) {
    return (jint)count;
  }
  if (count == 0) {
    return END_OF_FILE;
  }
  if (errno == EAGAIN || errno == EWOULDBLOCK) {
    return UNAVAILABLE;
  }
  if (errno == EINTR) {
    return INTERRUPTED;
  }
  throw_io(env, errno);
  return THROWN;
}

jint Java_sun_nio_ch_UnixFileDispatcherImpl_read0(JNIEnv *env, UNUSED jclass class, jobject descriptor, jlong address, jint length) {
  return amount(env, read(number_of(env, descriptor), ADDRESS(address), (size_t)length));
}

jint Java_sun_nio_ch_UnixFileDispatcherImpl_pread0(JNIEnv *env, UNUSED jclass class, jobject descriptor, jlong address, jint length,
                                                   jlong offset) {
  return amount(env, pread(number_of(env, descriptor), ADDRESS(address), (size_t)length, offset));
}

jlong Java_sun_nio_ch_UnixFileDispatcherImpl_size0(JNIEnv *env, UNUSED jclass class, jobject descriptor) {
  struct stat info;
  int fd = number_of(env, descriptor);
  uint64_t size;
  if (fstat(fd, &info) == -1 || (S_ISBLK(info.st_mode) && ioctl(fd, BLKGETSIZE64, &size) == -1)) {
    throw_io(env, errno);
    return THROWN;
  }
  return S_ISBLK(info.st_mode) ? (jlong)size : (jlong)info.st_size;
}

jlong Java_sun_nio_ch_UnixFileDispatcherImpl_allocationGranularity0(UNUSED JNIEnv *env, UNUSED jclass class) {
  return sysconf(_SC_PAGESIZE);
}

jlong Java_sun_nio_ch_UnixFileDispatcherImpl_map0(JNIEnv *env, UNUSED jclass class, jobject descriptor, jint mode, jlong offset,
                                                  jlong length, jboolean synchronous) {
  enum { READ_ONLY, READ_WRITE, PRIVATE }; /* sun.nio.ch.FileChannelImpl */
  int protection = mode == READ_ONLY ? PROT_READ : PROT_READ | PROT_WRITE;
  int flags = mode == PRIVATE ? MAP_PRIVATE : synchronous ? MAP_SYNC | MAP_SHARED_VALIDATE : MAP_SHARED;
  void *mapped = mmap(NULL, (size_t)length, protection, flags, number_of(env, descriptor), offset);
  if (mapped != MAP_FAILED) {
    return (jlong)(uintptr_t)mapped;
  }
  if (errno == ENOMEM) {
    throw_text(env, "java/lang/OutOfMemoryError", "Map failed");
  } else {
    throw_io(env, errno);
  }
  return THROWN;
}

static struct {
  const char *name;
  jfieldID id;
} attributes[] = {{"st_mode", NULL},      {"st_nlink", NULL},      {"st_uid", NULL},       {"st_gid", NULL},        {"st_ino", NULL},
                  {"st_dev", NULL},       {"st_rdev", NULL},       {"st_size", NULL},      {"st_atime_sec", NULL},  {"st_atime_nsec", NULL},
                  {"st_mtime_sec", NULL}, {"st_mtime_nsec", NULL}, {"st_ctime_sec", NULL}, {"st_ctime_nsec", NULL}, {"st_birthtime_sec", NULL},
                  {"st_birthtime_nsec", NULL}};
enum { INTS = 4, ATTRIBUTES = sizeof attributes / sizeof *attributes };
static jfieldID has_birth_time;

/* What the system can do: openat(2) and its kin, extended attributes, times of birth. */
jint Java_sun_nio_fs_UnixNativeDispatcher_init(JNIEnv *env, jclass class) {
  jclass type = (*env)->FindClass(env, "sun/nio/fs/UnixFileAttributes");
  for (int i = 0; i < ATTRIBUTES && type != NULL; i++) {
    attributes[i].id = (*env)->GetFieldID(env, type, attributes[i].name, i < INTS ? "I" : "J");
    if (attributes[i].id == NULL) {
      return 0;
    }
  }
  has_birth_time = type == NULL ? NULL : (*env)->GetFieldID(env, type, "birthtime_available", "Z");
  jkmod_later(NIO, "Java_sun_nio_fs_UnixNativeDispatcher_init", env, class);
  return 1 << 1 | 1 << 3 | 1 << 16;
}

/* The error's number, or 0. */
static int look_at(JNIEnv *env, int folder, const char *path, int flags, jobject target) {
  struct statx info;
  if (statx(folder, path, flags | AT_STATX_SYNC_AS_STAT, STATX_BASIC_STATS | STATX_BTIME, &info) == -1) {
    return errno;
  }
  const jlong values[ATTRIBUTES] = {
      info.stx_mode,
      info.stx_nlink,
      info.stx_uid,
      info.stx_gid,
      (jlong)info.stx_ino,
      (jlong)makedev(info.stx_dev_major, info.stx_dev_minor),
      (jlong)makedev(info.stx_rdev_major, info.stx_rdev_minor),
      (jlong)info.stx_size,
      info.stx_atime.tv_sec,
      info.stx_atime.tv_nsec,
      info.stx_mtime.tv_sec,
      info.stx_mtime.tv_nsec,
      info.stx_ctime.tv_sec,
      info.stx_ctime.tv_nsec,
      info.stx_btime.tv_sec,
      info.stx_btime.tv_nsec,
  };
  int born = (info.stx_mask & STATX_BTIME) != 0;
  for (int i = 0; i < (born ? ATTRIBUTES : ATTRIBUTES - 2); i++) {
    if (i < INTS) {
      (*env)->SetIntField(env, target, attributes[i].id, (jint)values[i]);
    } else {
      (*env)->SetLongField(env, target, attributes[i].id, values[i]);
    }
  }
  (*env)->SetBooleanField(env, target, has_birth_time, (jboolean)born);
  return 0;
}

jint Java_sun_nio_fs_UnixNativeDispatcher_stat0(JNIEnv *env, UNUSED jclass class, jlong path, jobject target) {
  return look_at(env, AT_FDCWD, PATH(path), 0, target);
}

void Java_sun_nio_fs_UnixNativeDispatcher_lstat0(JNIEnv *env, UNUSED jclass class, jlong path, jobject target) {
  int error = look_at(env, AT_FDCWD, PATH(path), AT_SYMLINK_NOFOLLOW, target);
  if (error != 0) {
    throw_unix(env, error);
  }
}

void Java_sun_nio_fs_UnixNativeDispatcher_fstat0(JNIEnv *env, UNUSED jclass class, jint fd, jobject target) {
  int error = look_at(env, fd, "", AT_EMPTY_PATH, target);
  if (error != 0) {
    throw_unix(env, error);
  }
}

jint Java_sun_nio_fs_UnixNativeDispatcher_access0(UNUSED JNIEnv *env, UNUSED jclass class, jlong path, jint mode) {
  return access(PATH(path), mode) == 0 ? 0 : errno;
}

jbyteArray Java_sun_nio_fs_UnixNativeDispatcher_getcwd(JNIEnv *env, UNUSED jclass class) {
  char folder[PATH_MAX + 1];
  if (getcwd(folder, sizeof folder) == NULL) {
    throw_text(env, "java/lang/InternalError", "getcwd");
    return NULL;
  }
  return bytes_of(env, folder, strlen(folder));
}

jbyteArray Java_sun_nio_fs_UnixNativeDispatcher_strerror(JNIEnv *env, UNUSED jclass class, jint error) {
  char buffer[128];
  const char *text = strerror_r(error, buffer, sizeof buffer);
  return bytes_of(env, text, strlen(text));
}

static jint checked(JNIEnv *env, int result) {
  if (result == -1) {
    throw_unix(env, errno);
  }
  return result;
}

/*
 * What is read was seen to be a regular file before. Where a FIFO has taken its place since, open(2) would wait for one who writes: with
 * O_NONBLOCK it does not, and for regular files that means nothing. No descriptor is for a command that is started meanwhile.
 */
jint Java_sun_nio_fs_UnixNativeDispatcher_open0(JNIEnv *env, UNUSED jclass class, jlong path, jint flags, jint mode) {
  int fd;
  flags |= O_CLOEXEC | ((flags & O_ACCMODE) == O_RDONLY ? O_NONBLOCK : 0);
  do {
    fd = open(PATH(path), flags, (mode_t)mode);
  } while (fd == -1 && errno == EINTR);
  return checked(env, fd);
}

jint Java_sun_nio_fs_UnixNativeDispatcher_dup(JNIEnv *env, UNUSED jclass class, jint fd) { return checked(env, dup(fd)); }

void Java_sun_nio_fs_UnixNativeDispatcher_close0(JNIEnv *env, UNUSED jclass class, jint fd) {
  if (close(fd) == -1 && errno != EINTR) {
    throw_unix(env, errno);
  }
}

jlong Java_sun_nio_fs_UnixNativeDispatcher_fdopendir(JNIEnv *env, UNUSED jclass class, jint fd) {
  DIR *folder = fdopendir(fd);
  if (folder == NULL) {
    throw_unix(env, errno);
  }
  return (jlong)(uintptr_t)folder;
}

jbyteArray Java_sun_nio_fs_UnixNativeDispatcher_readdir0(JNIEnv *env, UNUSED jclass class, jlong folder) {
  errno = 0;
  const struct dirent *entry = readdir(ADDRESS(folder));
  if (entry == NULL) {
    if (errno != 0) {
      throw_unix(env, errno);
    }
    return NULL;
  }
  return bytes_of(env, entry->d_name, strlen(entry->d_name));
}

void Java_sun_nio_fs_UnixNativeDispatcher_closedir(JNIEnv *env, UNUSED jclass class, jlong folder) {
  if (closedir(ADDRESS(folder)) == -1 && errno != EINTR) {
    throw_unix(env, errno);
  }
}

jbyteArray Java_sun_nio_fs_UnixNativeDispatcher_readlink0(JNIEnv *env, UNUSED jclass class, jlong path) {
  char target[PATH_MAX + 1];
  ssize_t length = readlink(PATH(path), target, sizeof target);
  if (length == -1 || length == (ssize_t)sizeof target) {
    throw_unix(env, length == -1 ? errno : ENAMETOOLONG);
    return NULL;
  }
  return bytes_of(env, target, (size_t)length);
}

jbyteArray Java_sun_nio_fs_UnixNativeDispatcher_realpath0(JNIEnv *env, UNUSED jclass class, jlong path) {
  char real[PATH_MAX + 1];
  if (realpath(PATH(path), real) == NULL) {
    throw_unix(env, errno);
    return NULL;
  }
  return bytes_of(env, real, strlen(real));
}
