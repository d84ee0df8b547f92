"""A feed as numpy alone reads its two files."""

import numpy as np


class Feed:
    def __init__(self, folder, feed):
        _, _, interval, start = np.fromfile(f"{folder}/{feed}.meta", dtype="<u4")
        self.interval = int(interval)
        self.start = int(start)
        self.points = np.fromfile(f"{folder}/{feed}.dat", dtype="<f4")

    @property
    def times(self):
        return self.start + self.interval * np.arange(len(self.points), dtype=np.int64)


def reduce(points, bucket, count):
    """Least, greatest, mean, first and last recorded value, and their number, of each bucket.

    `bucket` says, never descending, where each point belongs; outside 0 to count it belongs nowhere.
    """
    kept = (bucket >= 0) & (bucket < count) & ~np.isnan(points)
    points, bucket = points[kept], bucket[kept]
    number = np.bincount(bucket, minlength=count)
    least, greatest, first, last = (np.full(count, np.nan, dtype=np.float32) for _ in range(4))
    np.fmin.at(least, bucket, points)
    np.fmax.at(greatest, bucket, points)
    # Of several assignments to one place the last one stays.
    last[bucket] = points
    first[bucket[::-1]] = points[::-1]
    total = np.bincount(bucket, weights=points.astype(np.float64), minlength=count)
    mean = np.full(count, np.nan)
    np.divide(total, number, out=mean, where=number > 0)
    return least, greatest, mean, first, last, number
