"""What numpy says of a feed as a whole, and its runs of one state."""

import numpy as np

from answer import answer, exact
from feed import Feed


def edges(labels):
    """Where each maximal run of one label begins, and where the last one ends."""
    return np.concatenate([[0], np.flatnonzero(np.diff(labels)) + 1, [len(labels)]])


def judge(folder, feed):
    points = Feed(folder, feed).points
    is_missing = np.isnan(points)
    recorded = points[~is_missing]
    bounds = np.lib.stride_tricks.sliding_window_view(edges(is_missing), 2)
    states = np.where(is_missing, 2, points >= 0.5)
    runs = edges(states)
    figures = [recorded.min(), recorded.max(), recorded.mean(dtype=np.float64), recorded[-1]]
    return {
        "recorded": len(recorded),
        "figures": exact(figures, "<f8"),
        "gaps": exact(bounds[is_missing[bounds[:, 0]]], "<i8"),
        "runs": exact(runs, "<i8"),
        "states": exact(states[runs[:-1]], "<i8"),
    }


answer(judge)
