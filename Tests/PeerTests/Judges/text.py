"""What numpy makes of comma-separated values: by loadtxt, or, where cells are empty, by genfromtxt."""

import numpy as np

from answer import answer, exact


def judge(path, has_empty_cells):
    with open(path, encoding="utf-8") as file:
        header = file.readline().rstrip("\n").split(",")
    if has_empty_cells:
        table = np.genfromtxt(path, delimiter=",", skip_header=1, encoding="utf-8")
    else:
        table = np.loadtxt(path, delimiter=",", skiprows=1, encoding="utf-8")
    return {
        "names": header,
        "times": exact(table[:, 0], "<i8"),
        "columns": [exact(column, "<f4") for column in table[:, 1:].T],
    }


answer(judge)
