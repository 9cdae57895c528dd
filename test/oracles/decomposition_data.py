"""Data that Python and TypeScript make alike to the bit: 32-bit integers of a linear congruential generator, and then
additions and multiplications in a fixed order. test/lib/decomposition/formulaData.ts does the same."""

import numpy as np


def formula_data(n, d, seed, offset=0.0, scale=1.0, decay=1.0):
    """x[i, j] = offset + s_j (u[i, j] + u[i, j - 1] / 2), u uniform on [-1/2, 1/2), s_j = scale decay^j."""
    state = seed
    X = np.empty((n, d))
    for i in range(n):
        previous, factor = 0.0, scale
        for j in range(d):
            state = (1664525 * state + 1013904223) % 2**32
            u = state / 2**32 - 0.5
            X[i, j] = offset + factor * (u + 0.5 * previous)
            previous, factor = u, factor * decay
    return X
