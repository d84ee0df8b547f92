"""What numpy and hmmlearn take for the same jobs: one JSON list a line, [job, argument...], in; one
object out.

Each job times itself and answers {"ms": ...}; where its result can be compared it writes that to
the file it is given, the clock being stopped.
"""

import json
import sys
import time

import numpy as np


class Stopwatch:
    def __enter__(self):
        self.begin = time.perf_counter()
        return self

    def __exit__(self, *_):
        self.ms = (time.perf_counter() - self.begin) * 1e3


def reduced(points, missing):
    """Least, greatest, mean and number of each row."""
    # fmin and fmax pass over NaN; nanmean makes copies and takes eight times as long as this sum.
    least = np.fmin.reduce(points, axis=1)
    greatest = np.fmax.reduce(points, axis=1)
    number = points.shape[1] - np.count_nonzero(missing, axis=1)
    total = np.sum(points, axis=1, where=~missing, dtype=np.float64)
    with np.errstate(invalid="ignore"):
        mean = (total / number).astype(np.float32)
    return least, greatest, mean, number.astype("<f4")


def envelope(path, count, result):
    """What the Studio draws a curve from: all columns of one width."""
    with Stopwatch() as watch:
        points = np.fromfile(path, dtype="<f4").reshape(count, -1)
        rows = reduced(points, np.isnan(points))
    np.stack(rows).astype("<f4").tofile(result)
    return watch.ms


def columns(path, count, result):
    """The same, with the first and the last point of each column."""
    with Stopwatch() as watch:
        points = np.fromfile(path, dtype="<f4").reshape(count, -1)
        missing = np.isnan(points)
        least, greatest, mean, number = reduced(points, missing)
        rows = np.arange(count)
        first = points[rows, missing.argmin(axis=1)]
        last = points[:, -1].copy()
        # Only where a column ends in a gap is it searched from its end.
        open_ended = np.flatnonzero(missing[:, -1])
        back = missing[open_ended, ::-1].argmin(axis=1)
        last[open_ended] = points[open_ended, points.shape[1] - 1 - back]
    np.stack([least, greatest, mean, first, last, number]).astype("<f4").tofile(result)
    return watch.ms


def read(path, result):
    with Stopwatch() as watch:
        points = np.fromfile(path, dtype="<f4")
    np.array([len(points), np.nansum(points, dtype=np.float64)]).tofile(result)
    return watch.ms


def runs(path, result):
    """Where each run of one state begins."""
    with Stopwatch() as watch:
        points = np.fromfile(path, dtype="<f4")
        states = np.where(np.isnan(points), np.int8(2), (points >= 0.5).astype(np.int8))
        starts = np.concatenate([[0], np.flatnonzero(states[1:] != states[:-1]) + 1])
    starts.astype("<i8").tofile(result)
    return watch.ms


def savetxt(path, start, interval, result):
    """Time and value of every point, as text."""
    with Stopwatch() as watch:
        points = np.fromfile(path, dtype="<f4")
        times = start + interval * np.arange(len(points))
        np.savetxt(result, np.stack([times, points], axis=1), fmt=["%d", "%.9g"], delimiter=",")
    return watch.ms


def hmm(path, result):
    """Two states by a Gaussian hidden Markov model of one temperature, 10 iterations."""
    # Its import takes seconds that the other jobs need not wait for.
    from hmmlearn.hmm import GaussianHMM

    points = np.fromfile(path, dtype="<f4").astype(np.float64)
    known = np.flatnonzero(~np.isnan(points))
    points = np.interp(np.arange(len(points)), known, points[known])[:, np.newaxis]
    # No tolerance, so that none of the iterations is left out.
    model = GaussianHMM(2, n_iter=10, tol=-np.inf, random_state=0)
    with Stopwatch() as watch:
        states = model.fit(points).predict(points)
    assert model.monitor_.iter == 10
    (states == model.means_.argmax()).astype(np.uint8).tofile(result)
    return watch.ms


JOBS = {job.__name__: job for job in [columns, envelope, read, runs, savetxt, hmm]}

for line in sys.stdin:
    name, *arguments = json.loads(line)
    print(json.dumps({"ms": JOBS[name](*arguments)}), flush=True)
