"""Data and starts that the mixture oracles share with their tests.

Most data are not stored but given by a formula: integers from a linear congruential generator, added and multiplied without
rounding, and at the end one division, one multiplication and one addition of doubles. Any language gets the same doubles;
`test/lib/mixture/formulaData.ts` is the other side.
"""

import csv
import os

import numpy as np

DATA = os.path.join(os.path.dirname(__file__), "..", "..", "data")


def draws(seed):
    """16-bit integers."""
    state = seed
    while True:
        state = (1664525 * state + 1013904223) % 2**32
        yield state >> 16


def noise(kind, draw):
    """An integer, around 0 with a standard deviation of about 1.15 x 32768 (more for "heavy", less for "skewed")."""
    if kind == "flat":
        return 2 * next(draw) - 65535
    if kind == "skewed":
        return next(draw) * next(draw) // 65536 - 16384
    bell = next(draw) + next(draw) + next(draw) + next(draw) - 131070
    if kind == "heavy":
        return bell * (9 if next(draw) % 8 == 0 else 1)
    return bell


def formula_data(seed, n, d, blobs, spread, kind="bell", mixed=False, uneven=False, copies=1, scales=(1,), offset=0):
    """n rows around `blobs` centres within +-spread, each row `copies` times; columns times scales, plus offset."""
    draw = draws(seed)
    centers = [[(next(draw) - 32768) * spread for _ in range(d)] for _ in range(blobs)]
    mixing = [
        [[(1 + next(draw) % 4 if l == j else next(draw) % 5 - 2) if mixed else int(l == j) for l in range(j + 1)] for j in range(d)]
        for _ in range(blobs)
    ]
    rows = []
    while len(rows) < n:
        b = next(draw) * next(draw) * blobs // 2**32 if uneven else next(draw) * blobs // 65536
        z = [noise(kind, draw) for _ in range(d)]
        row = [centers[b][j] + sum(mixing[b][j][l] * z[l] for l in range(j + 1)) for j in range(d)]
        values = [row[j] / 32768 * scales[j % len(scales)] + offset for j in range(d)]
        rows += [values] * min(copies, n - len(rows))
    return np.array(rows)


def read_csv(name, columns):
    with open(os.path.join(DATA, name), newline="") as file:
        return np.array([[float(value) for value in row[:columns]] for row in list(csv.reader(file))[1:]])


def load(recipe):
    """The data of a recipe: {"file": name} or the arguments of formula_data in camelCase (which are its own names here)."""
    if recipe.get("file") == "old-faithful.csv":
        return read_csv("old-faithful.csv", 2)
    if recipe.get("file") == "iris.csv":
        return read_csv("iris.csv", 4)
    return formula_data(**recipe)


def checksum(data):
    """The values added up one after another: equal only if (almost surely) all doubles are."""
    total = 0.0
    for value in data.ravel().tolist():
        total += value
    return total


def first_responsibilities(n, k, seed, labels=None):
    """Rows of small random integers, that of the owner larger by 24 if labels are given, divided by their sum."""
    draw = draws(seed)
    rows = []
    for i in range(n):
        weights = [1 + next(draw) % 4 for _ in range(k)]
        if labels is not None:
            weights[labels[i]] += 24
        rows.append([weight / sum(weights) for weight in weights])
    return np.array(rows)


def plain(value):
    """Arrays as nested lists of Python numbers, which JSON writes without rounding."""
    return np.asarray(value).tolist()


def label_string(labels):
    """One digit a row."""
    return "".join(str(label) for label in labels)
