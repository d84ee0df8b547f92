"""A feed on a grid of other instants, by numpy."""

import numpy as np

from answer import answer, exact
from feed import Feed, reduce


def judge(folder, feed, start, interval, count):
    feed = Feed(folder, feed)
    if feed.interval < interval:
        values = reduce(feed.points, (feed.times - start) // interval, count)[2]
    else:
        slot = (start + interval * np.arange(count) - feed.start) // feed.interval
        inside = (slot >= 0) & (slot < len(feed.points))
        values = np.full(count, np.nan)
        values[inside] = feed.points[slot[inside]]
    return {"values": exact(values, "<f4")}


answer(judge)
