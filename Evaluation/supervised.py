"""What a supervised model makes of an hourly circuit, cross-validated over blocks of time.

In: supply, return, outdoor, truth as CSV without a head, one hour a line, empty where missing.
Out: {"seconds": ..., "on": [true, false, null...]}, null where there is no supply.
"""

import json
import sys
import time

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

BLOCKS = 10
LAGS = [1, 2, 3, 6, 12, 24]
WINDOWS = [3, 6, 12, 24, 72]


def shifted(values, hours):
    """The values of some hours later, NaN beyond the ends."""
    moved = np.full_like(values, np.nan)
    if hours > 0:
        moved[:-hours] = values[hours:]
    else:
        moved[-hours:] = values[:hours]
    return moved


def rolling(values, hours):
    """Means of the values there are within a centred window."""
    known = ~np.isnan(values)
    kernel = np.ones(hours + 1 - hours % 2)
    total = np.convolve(np.where(known, values, 0), kernel, mode="same")
    number = np.convolve(known.astype(float), kernel, mode="same")
    with np.errstate(invalid="ignore"):
        return total / number


def features(supply, back, outdoor):
    columns = []
    for values in [supply, back, outdoor, supply - back]:
        columns.append(values)
        columns += [shifted(values, sign * lag) for lag in LAGS for sign in (-1, 1)]
        columns += [rolling(values, hours) for hours in WINDOWS]
    return np.stack(columns, axis=1)


def cross_validated(table, truth):
    on = np.zeros(len(truth), bool)
    known = ~np.isnan(truth)
    limits = np.linspace(0, len(truth), BLOCKS + 1).astype(int)
    for begin, end in zip(limits, limits[1:]):
        learn = known.copy()
        # Nor from hours whose lags reach into the block.
        learn[max(0, begin - max(LAGS)) : end + max(LAGS)] = False
        model = HistGradientBoostingClassifier(
            learning_rate=0.2, max_iter=40, max_leaf_nodes=15, max_bins=63,
            class_weight="balanced", random_state=0)
        model.fit(table[learn], truth[learn])
        on[begin:end] = model.predict(table[begin:end]) > 0.5
    return on


begun = time.process_time()
supply, back, outdoor, truth = np.genfromtxt(sys.stdin, delimiter=",").T
told = cross_validated(features(supply, back, outdoor), truth)
answer = [bool(on) if known else None for on, known in zip(told, ~np.isnan(supply))]
print(json.dumps({"seconds": time.process_time() - begun, "on": answer}))
