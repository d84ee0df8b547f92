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

/// The most likely sequence of two states that keeps minimum durations, the first and the last run
/// excepted: one state a sample, 1 for on. A Viterbi search in doubles over arrays of all samples.
/// Returns 0, or -1 where there is no sample or no memory.
int decode_durations(const float *evidence, long count, int minimum_off, int minimum_on,
                     double cost, uint8_t *states);
