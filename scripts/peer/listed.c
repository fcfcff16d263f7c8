// Loaded into kmod: folders are listed by name, whatever the file system's own order is, so that the first of two files is the same
// one in every run.
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

// What is left of the folder that is being read; depmod reads several at a time, one below the other.
struct listing {
  DIR *dir;
  struct dirent **entries;
  int count, next;
  struct listing *rest;
};
static struct listing *listings;

static int by_name(const void *a, const void *b) {
  return strcmp((*(struct dirent *const *)a)->d_name, (*(struct dirent *const *)b)->d_name);
}

struct dirent *readdir(DIR *dir) {
  struct listing *listing = listings;
  while (listing != NULL && listing->dir != dir) listing = listing->rest;
  if (listing == NULL) {
    struct dirent *(*real)(DIR *) = (struct dirent * (*)(DIR *)) dlsym(RTLD_NEXT, "readdir");
    listing = calloc(1, sizeof(*listing));
    listing->dir = dir;
    listing->rest = listings;
    listings = listing;
    for (struct dirent *entry; (entry = real(dir)) != NULL;) {
      listing->entries = realloc(listing->entries, (size_t)(listing->count + 1) * sizeof(entry));
      listing->entries[listing->count++] = memcpy(malloc(sizeof(*entry)), entry, sizeof(*entry));
    }
    qsort(listing->entries, (size_t)listing->count, sizeof(struct dirent *), by_name);
  }
  return listing->next < listing->count ? listing->entries[listing->next++] : NULL;
}

struct dirent64 *readdir64(DIR *dir) { return (struct dirent64 *)readdir(dir); }

// The same pointer may be another folder next time, also when this one was not read to its end: depmod -A stops at the first newer module.
int closedir(DIR *dir) {
  int (*real)(DIR *) = (int (*)(DIR *))dlsym(RTLD_NEXT, "closedir");
  for (struct listing *listing = listings; listing != NULL; listing = listing->rest)
    if (listing->dir == dir) listing->dir = NULL;
  return real(dir);
}
