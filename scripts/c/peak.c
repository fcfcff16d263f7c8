/* peak FILE COMMAND...: runs it, with its standard streams, and writes its peak memory in KiB and its time in ms to FILE. */
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int main(int argc, char **argv) {
  struct timespec from, to;
  struct rusage usage;
  int status = 0;
  if (argc < 3)
    return 125;
  clock_gettime(CLOCK_MONOTONIC, &from);
  pid_t pid = fork();
  if (pid < 0)
    return 125;
  if (pid == 0) {
    execv(argv[2], argv + 2);
    _exit(127);
  }
  if (wait4(pid, &status, 0, &usage) < 0)
    return 125;
  clock_gettime(CLOCK_MONOTONIC, &to);
  FILE *out = fopen(argv[1], "w");
  if (!out)
    return 125;
  long ms = (to.tv_sec - from.tv_sec) * 1000 + (to.tv_nsec - from.tv_nsec) / 1000000;
  fprintf(out, "%ld %ld\n", usage.ru_maxrss, ms);
  if (fclose(out) != 0)
    return 125;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
