"""Lists the feeds of a folder as `retouche feeds --json` does, with numpy."""

import json
import pathlib
import sys

import numpy as np

feeds = []
for meta in sorted(pathlib.Path(sys.argv[1]).glob("*.meta"), key=lambda path: int(path.stem)):
    _, _, interval, start = (int(word) for word in np.fromfile(meta, dtype="<u4"))
    points = np.fromfile(meta.with_suffix(".dat"), dtype="<f4")
    feeds.append(
        {
            "id": int(meta.stem),
            "interval": interval,
            "start": start,
            "end": start + interval * (len(points) - 1),
            "npoints": len(points),
            "missing": int(np.count_nonzero(np.isnan(points))),
        }
    )
print(json.dumps(feeds))
