/* The JDK's libraries, for libraries.c and for the natives that need none of them. */
#ifndef LIBRARIES_H
#define LIBRARIES_H
#include <jni.h>
#include <limits.h>

/* runtime.c: the executable's name without links, in that buffer or a constant; NULL when nothing tells. */
const char *jkmod_executable(char self[PATH_MAX]);

/* Each needs those before it; they name each other without a folder, and the dynamic loader then takes those that are open. */
enum { JVM, JAVA, NET, NIO, ZIP, LIBRARIES };

/* A class's function that tells the JDK's library of its fields: called there when the library is open. */
void jkmod_later(int library, const char *name, JNIEnv *env, jclass class);

void *jkmod_find(const char *name, void **entry);
#endif
