// measure PROGRAM [ARGUMENT]...
//
// Runs a program with all that it says thrown away and prints one line: nanoseconds from before its
// start until after its end, its peak memory in kB, and its exit status.
//
// A program of its own, and a small one: Linux counts towards a child's peak the memory of the
// process that it was started from, until it becomes the program.

#define _GNU_SOURCE
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

extern char **environ;

int main(int count, char **arguments) {
  if (count < 2) {
    fprintf(stderr, "usage: measure PROGRAM [ARGUMENT]...\n");
    return 64;
  }
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
  struct timespec before, after;
  clock_gettime(CLOCK_MONOTONIC, &before);
  pid_t child;
  int error = posix_spawnp(&child, arguments[1], &actions, NULL, arguments + 1, environ);
  if (error) {
    fprintf(stderr, "measure: %s: %s\n", arguments[1], strerror(error));
    return 1;
  }
  int status;
  struct rusage usage;
  if (wait4(child, &status, 0, &usage) < 0) {
    perror("measure");
    return 1;
  }
  clock_gettime(CLOCK_MONOTONIC, &after);
  long long elapsed =
      (after.tv_sec - before.tv_sec) * 1000000000LL + (after.tv_nsec - before.tv_nsec);
  printf("%lld %ld %d\n", elapsed, usage.ru_maxrss,
         WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
  return 0;
}
