#include <stdint.h>

/// A feed reduced to columns; arrays of as many values as there are columns.
struct columns {
  float *min, *max, *mean, *first, *last;
  int32_t *count;
};

/// Reduces the float32 of a file to columns of equal numbers of points, by one plain loop over
/// 64 kB pieces that pread brings in. Returns 0, or -1 with errno.
int columns_by_pread(const char *path, long points, int count, struct columns *columns);

/// The same over a memory map of the file.
int columns_by_map(const char *path, long points, int count, struct columns *columns);

/// Writes bytes in place at an offset of an open file, and fsyncs it. Returns 0, or -1 with errno.
int write_and_synchronize(int file, const void *bytes, long size, long offset);
