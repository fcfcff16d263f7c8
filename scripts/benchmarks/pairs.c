/*
 * Times commands in turn, so that whatever else the machine does hits all of them alike. Output is thrown away.
 *   usage: pairs [-t] RUNS COMMAND... [-- COMMAND...]...        (-t: standard error is a terminal)
 * Prints for each command a line: median in milliseconds, peak memory in KiB, exit status (-1: not always the same).
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
#include <unistd.h>

#define COMMANDS 8

/* A terminal that nobody looks at: sets terminal to the end that a command writes to, returns the other. */
static int open_terminal(int *terminal) {
  int reader = posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK);
  if (reader < 0 || grantpt(reader) != 0 || unlockpt(reader) != 0) {
    return -1;
  }
  *terminal = open(ptsname(reader), O_RDWR | O_NOCTTY);
  return *terminal < 0 ? -1 : reader;
}

extern char **environ;

static int by_value(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

int main(int argc, char **argv) {
  int reader = -1, terminal = -1;
  if (argc > 1 && strcmp(argv[1], "-t") == 0) {
    reader = open_terminal(&terminal);
    if (reader < 0) {
      perror("pairs: no terminal");
      return 1;
    }
    argv++, argc--;
  }
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
  int statuses[COMMANDS];
  posix_spawn_file_actions_t quiet;
  posix_spawn_file_actions_init(&quiet);
  posix_spawn_file_actions_addopen(&quiet, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&quiet, 1, "/dev/null", O_WRONLY, 0);
  if (terminal < 0) {
    posix_spawn_file_actions_addopen(&quiet, 2, "/dev/null", O_WRONLY, 0);
  } else {
    posix_spawn_file_actions_adddup2(&quiet, terminal, 2);
  }
  for (int run = -1; run < runs; run++) {   /* the first round warms up */
    for (int c = 0; c < count; c++) {
      struct timespec from, to;
      struct rusage usage;
      pid_t child;
      int status;
      char drained[4096];
      clock_gettime(CLOCK_MONOTONIC, &from);
      if (posix_spawn(&child, commands[c][0], &quiet, NULL, commands[c], environ) != 0) {
        fprintf(stderr, "pairs: cannot start %s\n", commands[c][0]);
        return 1;
      }
      wait4(child, &status, 0, &usage);
      clock_gettime(CLOCK_MONOTONIC, &to);
      while (reader >= 0 && read(reader, drained, sizeof drained) > 0) {
      }
      status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
      statuses[c] = run < 0 || statuses[c] == status ? status : -1;
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
    printf("%.3f %ld %d\n", runs % 2 ? t[runs / 2] : (t[runs / 2 - 1] + t[runs / 2]) / 2, memory[c], statuses[c]);
  }
  return 0;
}
