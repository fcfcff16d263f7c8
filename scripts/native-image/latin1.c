/*
 * Preloaded into the builder's Java: the C library says that names of files are in Latin-1, which gives every byte a character of its
 * own. Java takes that for granted in what it builds; an option of its own for it is ignored.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <langinfo.h>

char *nl_langinfo(nl_item item) {
  if (item == CODESET) {
    return "ISO-8859-1";
  }
  char *(*original)(nl_item) = (char *(*)(nl_item))dlsym(RTLD_NEXT, "nl_langinfo");
  return original(item);
}
