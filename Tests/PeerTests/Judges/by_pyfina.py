"""What PyFina reads of a feed."""

import sys

import numpy as np
from PyFina import PyFina, getMeta

from answer import answer, exact


def judge(folder, feed, start, step, npoints, is_filled):
    meta = getMeta(feed, folder)
    if not meta:
        sys.exit(f"PyFina refuses the metadata of feed {feed}")
    points = PyFina(feed, folder, start, step, npoints, remove_nan=is_filled)
    return {
        "interval": meta["interval"],
        "start": meta["start_time"],
        "npoints": meta["npoints"],
        "end": meta["end_time"],
        "missing": points.nb_nan,
        "points": exact(np.asarray(points), "<f8"),
    }


answer(judge)
