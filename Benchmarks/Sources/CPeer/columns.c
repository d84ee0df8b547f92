#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "CPeer.h"

struct summary {
  float min, max, first, last;
  double sum;
  long count;
};

static const struct summary empty = {INFINITY, -INFINITY, NAN, NAN, 0, 0};

static void add(struct summary *summary, const float *points, long count) {
  struct summary s = *summary;
  for (long i = 0; i < count; i++) {
    float value = points[i];
    if (value != value) continue;
    if (value < s.min) s.min = value;
    if (value > s.max) s.max = value;
    if (s.count == 0) s.first = value;
    s.last = value;
    s.sum += value;
    s.count++;
  }
  *summary = s;
}

static void store(struct columns *columns, int column, const struct summary *s) {
  columns->min[column] = s->count ? s->min : NAN;
  columns->max[column] = s->count ? s->max : NAN;
  columns->mean[column] = s->count ? (float)(s->sum / (double)s->count) : NAN;
  columns->first[column] = s->first;
  columns->last[column] = s->last;
  columns->count[column] = (int32_t)s->count;
}

/// The first point of a column.
static long boundary(int column, long points, int count) {
  return (points * column + count - 1) / count;
}

/// Adds the points `first` to `first + size` and stores the columns that they complete.
static void reduce(struct columns *columns, int count, long points, const float *values, long first,
                   long size, int *column, struct summary *summary) {
  for (long index = 0; index < size;) {
    long end = boundary(*column + 1, points, count);
    long next = end - first < size ? end - first : size;
    add(summary, values + index, next - index);
    index = next;
    if (first + index == end) {
      store(columns, (*column)++, summary);
      *summary = empty;
    }
  }
}

int columns_by_pread(const char *path, long points, int count, struct columns *columns) {
  enum { piece = 16384 };
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return -1;
  float *buffer = malloc(piece * sizeof(float));
  int column = 0;
  struct summary summary = empty;
  int result = 0;
  for (long first = 0; buffer && first < points && result == 0; first += piece) {
    long size = points - first < piece ? points - first : piece;
    ssize_t bytes = pread(file, buffer, (size_t)size * sizeof(float), first * (long)sizeof(float));
    if (bytes == size * (long)sizeof(float))
      reduce(columns, count, points, buffer, first, size, &column, &summary);
    else
      result = -1;
  }
  free(buffer);
  close(file);
  return buffer ? result : -1;
}

int columns_by_map(const char *path, long points, int count, struct columns *columns) {
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return -1;
  size_t size = (size_t)points * sizeof(float);
  float *values = mmap(NULL, size, PROT_READ, MAP_SHARED | MAP_POPULATE, file, 0);
  close(file);
  if (values == MAP_FAILED) return -1;
  int column = 0;
  struct summary summary = empty;
  reduce(columns, count, points, values, 0, points, &column, &summary);
  munmap(values, size);
  return 0;
}
