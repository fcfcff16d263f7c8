/*
 * Asks the kernel for things that it has no module for yet, so that it calls modprobe.
 *   upcall socket FAMILY TYPE PROTOCOL     by numbers
 *   upcall hash NAME                       a hash of the kernel's cryptography
 *   upcall as USER COMMAND...              no call: runs a command as the user of that number
 */
#include <linux/if_alg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int count, char **words) {
  if (count == 5 && strcmp(words[1], "socket") == 0) {
    return socket(atoi(words[2]), atoi(words[3]), atoi(words[4])) < 0;
  }
  if (count == 3 && strcmp(words[1], "hash") == 0) {
    struct sockaddr_alg address = {.salg_family = AF_ALG, .salg_type = "hash"};
    snprintf((char *)address.salg_name, sizeof address.salg_name, "%s", words[2]);
    int fd = socket(AF_ALG, SOCK_SEQPACKET, 0);
    return fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof address) < 0;
  }
  if (count >= 4 && strcmp(words[1], "as") == 0) {
    if (setuid((uid_t)atoi(words[2])) == 0) {
      execv(words[3], words + 3);
    }
    perror(words[3]);
    return 127;
  }
  fputs("usage: upcall socket FAMILY TYPE PROTOCOL | hash NAME | as USER COMMAND...\n", stderr);
  return 2;
}
