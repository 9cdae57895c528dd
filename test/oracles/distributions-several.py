"""Reference values for distributions of several coordinates or components: SciPy and mpmath.

Run: pip install mpmath scipy; python distributions-several.py > distributions-several.json
"""
import json
from mpmath import mp, mpf, log, npdf, quad
from scipy.stats import multivariate_normal

mp.dps = 30
plane = multivariate_normal([1, -2], [[2, 0.6], [0.6, 0.5]])


def density(x):
    return (npdf(x, 0, 2) + npdf(x, 15, 2)) / 2


cuts = [-60, -20, -5, 0, 5, 7.5, 10, 15, 20, 35, 75]
print(json.dumps({
    "planeLogProb": float(plane.logpdf([0.3, -1])),
    "planeEntropy": float(plane.entropy()),
    "mixtureEntropy": float(-quad(lambda x: density(x) * log(density(x)), cuts)),
}, indent=1))
