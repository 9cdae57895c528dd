"""Ratios of paired times with Student's t interval for the mean log ratio, by SciPy.
Usage: python bench-ratios.py > bench-ratios.json

Made with SciPy 1.17.1, NumPy 2.4.6.
"""

import json
import sys

import numpy as np
from scipy import stats

rng = np.random.default_rng(0)
cases = []
for rounds, factor, spread in [(2, 0.8, 0.05), (3, 1.7, 0.3), (10, 0.7, 0.02), (11, 0.95, 0.1), (40, 1.0, 0.5)]:
    drift = np.exp(rng.normal(0, 0.3, rounds))
    theirs = (4.5 * drift * np.exp(rng.normal(0, spread, rounds))).round(3)
    ours = (4.5 * factor * drift * np.exp(rng.normal(0, spread, rounds))).round(3)
    logs = np.log(ours / theirs)
    lower, upper = np.exp(stats.t.interval(0.95, rounds - 1, loc=logs.mean(), scale=stats.sem(logs)))
    cases.append(
        dict(
            ours=ours.tolist(),
            theirs=theirs.tolist(),
            perRound=(ours / theirs).tolist(),
            median=float(np.median(ours / theirs)),
            interval=dict(lower=float(lower), upper=float(upper)),
        )
    )

json.dump(cases, sys.stdout)
print()
