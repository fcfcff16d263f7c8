/*
 * Times commands in turn, so that whatever else the machine does hits all of them alike. Output is thrown away.
 *   usage: pairs RUNS COMMAND... [-- COMMAND...]...
 * Prints for each command a line: median in milliseconds, peak memory in KiB.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

#define COMMANDS 8

extern char **environ;

static int by_value(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

int main(int argc, char **argv) {
  if (argc < 3) {
    return 2;
  }
  int runs = atoi(argv[1]);
  char **commands[COMMANDS];
  int count = 0;
  commands[count++] = argv + 2;
  for (int i = 2; i < argc; i++) {
    if (strcmp(argv[i], "--") == 0 && count < COMMANDS) {
      argv[i] = NULL;
      commands[count++] = argv + i + 1;
    }
  }
  double *times = calloc((size_t)(count * runs), sizeof *times);
  long memory[COMMANDS] = {0};
  posix_spawn_file_actions_t quiet;
  posix_spawn_file_actions_init(&quiet);
  posix_spawn_file_actions_addopen(&quiet, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&quiet, 1, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&quiet, 2, "/dev/null", O_WRONLY, 0);
  for (int run = -1; run < runs; run++) {   /* the first round warms up */
    for (int c = 0; c < count; c++) {
      struct timespec from, to;
      struct rusage usage;
      pid_t child;
      clock_gettime(CLOCK_MONOTONIC, &from);
      if (posix_spawn(&child, commands[c][0], &quiet, NULL, commands[c], environ) != 0) {
        fprintf(stderr, "pairs: cannot start %s\n", commands[c][0]);
        return 1;
      }
      wait4(child, NULL, 0, &usage);
      clock_gettime(CLOCK_MONOTONIC, &to);
      if (run >= 0) {
        times[c * runs + run] = (double)(to.tv_sec - from.tv_sec) * 1e3 + (double)(to.tv_nsec - from.tv_nsec) / 1e6;
      }
      if (usage.ru_maxrss > memory[c]) {
        memory[c] = usage.ru_maxrss;
      }
    }
  }
  for (int c = 0; c < count; c++) {
    double *t = times + c * runs;
    qsort(t, (size_t)runs, sizeof *t, by_value);
    printf("%.3f %ld\n", runs % 2 ? t[runs / 2] : (t[runs / 2 - 1] + t[runs / 2]) / 2, memory[c]);
  }
  return 0;
}
