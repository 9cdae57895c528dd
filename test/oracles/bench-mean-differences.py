"""Differences of means with Welch's interval, by SciPy.
Usage: python bench-mean-differences.py > bench-mean-differences.json

Made with SciPy 1.17.1, NumPy 2.4.6.
"""

import json
import sys

import numpy as np
from scipy import stats

rng = np.random.default_rng(0)
cases = []
for n, m, spread, level in [(2, 2, 1.0, 0.9), (2, 9, 0.1, 0.9), (10, 10, 1.3, 0.9), (20, 7, 4.0, 0.95), (3, 40, 1e-3, 0.5)]:
    a = rng.normal(88, 0.2, n).round(4)
    b = rng.normal(87.9, 0.2 * spread, m).round(4)
    interval = stats.ttest_ind(a, b, equal_var=False).confidence_interval(level)
    cases.append(
        dict(
            a=a.tolist(),
            b=b.tolist(),
            level=level,
            value=float(a.mean() - b.mean()),
            interval=dict(lower=float(interval.low), upper=float(interval.high)),
        )
    )

json.dump(cases, sys.stdout)
print()
