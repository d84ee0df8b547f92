#include <unistd.h>

#include "CPeer.h"

int write_and_synchronize(int file, const void *bytes, long size, long offset) {
  if (pwrite(file, bytes, (size_t)size, offset) != size) return -1;
  return fsync(file);
}
