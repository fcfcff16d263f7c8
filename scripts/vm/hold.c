/*
 * Uses something of the kernel until it is killed; says "held" when it has it.
 *   hold socket FAMILY TYPE PROTOCOL       by numbers
 *   hold hash NAME                         a hash of the kernel's cryptography
 *   hold open FILE                         for reading and writing
 */
#include <fcntl.h>
#include <linux/if_alg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int hash(const char *name) {
  struct sockaddr_alg address = {.salg_family = AF_ALG, .salg_type = "hash"};
  snprintf((char *)address.salg_name, sizeof address.salg_name, "%s", name);
  int fd = socket(AF_ALG, SOCK_SEQPACKET, 0);
  return fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof address) < 0 ? -1 : fd;
}

int main(int count, char **words) {
  int fd = -1;
  if (count == 5 && strcmp(words[1], "socket") == 0) {
    fd = socket(atoi(words[2]), atoi(words[3]), atoi(words[4]));
  } else if (count == 3 && strcmp(words[1], "hash") == 0) {
    fd = hash(words[2]);
  } else if (count == 3 && strcmp(words[1], "open") == 0) {
    fd = open(words[2], O_RDWR);
  }
  if (fd < 0) {
    perror(count > 2 ? words[2] : "usage: hold socket FAMILY TYPE PROTOCOL | hash NAME | open FILE");
    return 1;
  }
  puts("held");
  fflush(stdout);
  pause();
  return 0;
}
