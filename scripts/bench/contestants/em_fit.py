"""A fit of scikit-learn from a given start: em_fit.py THREADS ITERATIONS D K ROWS START

ROWS holds float64 [n, D]; START weights [K], means [K, D] and precisions [K, D, D].
"""
import platform
import sys
import time
import warnings

import numpy as np
import sklearn
from sklearn.exceptions import ConvergenceWarning
from sklearn.mixture import GaussianMixture
from threadpoolctl import threadpool_info, threadpool_limits

from serve import serve

# How long fits are repeated before they are timed.
WARM_UP_SECONDS = 1


def read_mixture(d, k, rows_file, start_file):
    start = np.split(np.fromfile(start_file), [k, k + k * d])
    return np.fromfile(rows_file).reshape(-1, d), [start[0], start[1].reshape(k, d), start[2].reshape(k, d, d)]


def prepare():
    threads, iterations, d, k = map(int, sys.argv[1:5])
    rows, (weights, means, precisions) = read_mixture(d, k, *sys.argv[5:])
    # Of OpenBLAS and OpenMP alike.
    threadpool_limits(threads)
    warnings.simplefilter("ignore", ConvergenceWarning)
    settings = dict(n_components=k, tol=0, max_iter=iterations)
    start = dict(weights_init=weights, means_init=means, precisions_init=precisions)

    def step():
        return GaussianMixture(**settings, **start).fit(rows).lower_bound_

    begin = time.perf_counter()
    while time.perf_counter() - begin < WARM_UP_SECONDS:
        step()
    return step, dict(
        versions={"scikit-learn": sklearn.__version__, "NumPy": np.__version__, "Python": platform.python_version()},
        threads=max(pool["num_threads"] for pool in threadpool_info()),
    )


if __name__ == "__main__":
    serve(prepare)
