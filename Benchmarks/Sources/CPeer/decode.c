#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "CPeer.h"

/// One state: the best score of the sequences that end in it in a run that may end there, and the
/// first sample of that run.
struct lane {
  double *score;
  int32_t *start;
};

/// Stores the better of going on in a lane and of a run that began at `first`.
static inline void store(struct lane lane, long k, double on, double entered, long first) {
  int isEntered = entered > on;
  lane.score[k] = isEntered ? entered : on;
  lane.start[k] = isEntered ? (int32_t)first : lane.start[k - 1];
}

/// The last run may be cut short by the end of the series.
static void finish(struct lane lane, struct lane other, const double *sum, long last, int gain,
                   int minimum, double cost) {
  for (long j = last - minimum + 2 < 1 ? 1 : last - minimum + 2; j <= last; j++) {
    double entered = other.score[j - 1] - cost + gain * (sum[last + 1] - sum[j]);
    if (entered > lane.score[last]) {
      lane.score[last] = entered;
      lane.start[last] = (int32_t)j;
    }
  }
}

static void search(const float *evidence, long count, int minimum_off, int minimum_on, double cost,
                   double *sum, struct lane off, struct lane on) {
  sum[0] = 0;
  sum[1] = evidence[0];
  off.score[0] = 0;
  on.score[0] = sum[1];
  off.start[0] = on.start[0] = 0;
  for (long k = 1; k < count; k++) {
    sum[k + 1] = sum[k] + evidence[k];
    store(off, k, off.score[k - 1],
          k >= minimum_off ? on.score[k - minimum_off] - cost : -INFINITY, k - minimum_off + 1);
    store(on, k, on.score[k - 1] + (sum[k + 1] - sum[k]),
          k >= minimum_on
              ? off.score[k - minimum_on] - cost + (sum[k + 1] - sum[k - minimum_on + 1])
              : -INFINITY,
          k - minimum_on + 1);
  }
  finish(off, on, sum, count - 1, 0, minimum_off, cost);
  finish(on, off, sum, count - 1, 1, minimum_on, cost);
}

int decode_durations(const float *evidence, long count, int minimum_off, int minimum_on,
                     double cost, uint8_t *states) {
  size_t size = (size_t)count;
  double *sum = malloc((size + 1) * sizeof(double));
  struct lane off = {malloc(size * sizeof(double)), malloc(size * sizeof(int32_t))};
  struct lane on = {malloc(size * sizeof(double)), malloc(size * sizeof(int32_t))};
  int isReady = sum && off.score && off.start && on.score && on.start && count > 0;
  if (isReady) {
    search(evidence, count, minimum_off, minimum_on, cost, sum, off, on);
    int state = on.score[count - 1] > off.score[count - 1];
    for (long end = count; end > 0; state = !state) {
      long start = (state ? on : off).start[end - 1];
      memset(states + start, state, (size_t)(end - start));
      end = start;
    }
  }
  free(sum);
  free(off.score);
  free(off.start);
  free(on.score);
  free(on.start);
  return isReady ? 0 : -1;
}
