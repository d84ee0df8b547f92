#include <errno.h>
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

// Swift cannot call what takes any number of arguments, nor see what glibc declares for GNU sources.
// Flags of renameat2: 1 refuses to replace, 2 exchanges two names.

static inline int rename_if_free(const char *path, const char *destination) {
  return (int)syscall(SYS_renameat2, AT_FDCWD, path, AT_FDCWD, destination, 1u);
}

static inline int rename_exchanging(const char *path, const char *other) {
  return (int)syscall(SYS_renameat2, AT_FDCWD, path, AT_FDCWD, other, 2u);
}
