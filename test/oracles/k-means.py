"""Runs scikit-learn's KMeans (Lloyd's algorithm) from given centres. Usage: python k-means.py > k-means.json

scikit-learn counts one iteration more than Lloyd's steps that changed something when it ends because no label changed, so that
the number of iterations is not stored. A case enters the file only if the same rows in another order end in the same centres,
and if no row lies between two centres; what is left out is reported on the standard error.

Made with scikit-learn 1.9.1, NumPy 2.4.6.
"""

import json
import sys
import warnings

import numpy as np
from mixture_data import checksum, label_string, load, plain
from sklearn.cluster import KMeans

warnings.filterwarnings("ignore")


def formula(seed, n, d, blobs, spread, **more):
    return dict(seed=seed, n=n, d=d, blobs=blobs, spread=spread, **more)


FAITHFUL = dict(file="old-faithful.csv")
IRIS = dict(file="iris.csv")

# name, recipe, K, options; the first centres are evenly spaced rows, or all at once the first rows ("first").
SETTINGS = [
    ("Old Faithful", FAITHFUL, 2, {}),
    ("Old Faithful, seven clusters", FAITHFUL, 7, dict(tol=0)),
    ("Iris", IRIS, 3, {}),
    ("Iris, eight clusters", IRIS, 8, dict(tol=0)),
    ("Iris, two iterations", IRIS, 4, dict(maxIter=2, tol=0)),
    ("a line", formula(81, 100, 1, 3, 6), 3, {}),
    ("a line, as many clusters as rows", formula(82, 7, 1, 3, 6), 7, {}),
    ("one cluster", formula(83, 50, 3, 2, 5), 1, {}),
    ("separated blobs", formula(84, 400, 2, 5, 20), 5, {}),
    ("separated blobs from rows side by side", formula(85, 400, 2, 5, 20), 5, dict(first=True, tol=0)),
    ("overlapping blobs", formula(86, 600, 3, 4, 2), 4, dict(tol=0)),
    ("overlapping blobs, a loose end", formula(87, 600, 3, 4, 2), 4, dict(tol=1e-2)),
    ("overlapping blobs, a looser end", formula(88, 600, 2, 4, 2), 6, dict(tol=5e-2)),
    ("a flat square", formula(89, 900, 2, 1, 1, kind="flat"), 9, dict(tol=0)),
    ("a flat square, one iteration", formula(90, 300, 2, 1, 1, kind="flat"), 9, dict(maxIter=1, tol=0)),
    ("heavy tails", formula(91, 500, 2, 3, 6, kind="heavy"), 4, dict(tol=0)),
    ("skewed", formula(92, 300, 4, 2, 2, kind="skewed"), 5, dict(tol=1e-3)),
    ("ten dimensions", formula(93, 500, 10, 6, 3, mixed=True), 6, dict(tol=0)),
    ("thirty dimensions", formula(94, 200, 30, 4, 2), 4, {}),
    ("three thousand rows", formula(95, 3000, 2, 8, 10, uneven=True), 8, dict(tol=0)),
    ("badly scaled columns", formula(96, 300, 3, 3, 8, scales=[1e-6, 1e6, 1]), 3, {}),
    ("tiny numbers", formula(97, 200, 2, 3, 8, scales=[1e-30]), 3, {}),
    ("huge numbers", formula(98, 200, 2, 3, 8, scales=[1e30]), 3, {}),
    ("an offset of 1e6", formula(99, 300, 2, 3, 8, offset=1e6), 3, {}),
    ("duplicates", formula(100, 200, 2, 4, 8, copies=5), 4, dict(tol=0)),
    ("an empty cluster", formula(101, 120, 2, 3, 10), 4, dict(tol=0, far=True)),
]


def first_centers(data, k, options):
    """Rows of the data; with "far" the last centre is where no row is, so that its cluster is empty at first."""
    rows = list(range(k)) if options.get("first") else np.linspace(0, len(data) - 1, k).astype(int)
    centers = data[rows].copy()
    if options.get("far"):
        centers[-1] = 1000
    return centers


def objection(model, other, order, data):
    scale = data.std(axis=0)
    error = np.max(np.abs(model.cluster_centers_ - other.cluster_centers_) / scale)
    if not error < 1e-9:
        return f"centres off by {error:.1e}, by the order of the rows"
    if not np.array_equal(model.labels_[order], other.labels_):
        return "other labels, by the order of the rows"
    distances = np.sort(((data[:, None] - model.cluster_centers_[None]) ** 2).sum(axis=2), axis=1)
    if distances.shape[1] > 1 and np.min((distances[:, 1] - distances[:, 0]) / (distances[:, 1] + 1e-300)) < 1e-9:
        return "a row between two centres"
    return None


def main():
    datasets, cases = {}, []
    for name, recipe, k, options in SETTINGS:
        data = load(recipe)
        centers = first_centers(data, k, options)
        order = np.random.default_rng(0).permutation(len(data))
        common = dict(n_clusters=k, init=centers, n_init=1, tol=options.get("tol", 1e-4), max_iter=options.get("maxIter", 300))
        model = KMeans(**common).fit(data)
        objected = objection(model, KMeans(**common).fit(data[order]), order, data)
        if objected is not None:
            print(f"left out: {name}: {objected}", file=sys.stderr)
            continue
        datasets[name] = dict(recipe=recipe, checksum=checksum(data))
        cases.append(
            dict(
                data=name,
                options=dict(nClusters=k, **{key: options[key] for key in ("tol", "maxIter") if key in options}),
                centersInit=plain(centers),
                centers=plain(model.cluster_centers_),
                inertia=float(model.inertia_),
                nIter=int(model.n_iter_),
                labels=label_string(model.labels_),
            )
        )
        print(name, model.n_iter_, model.inertia_, file=sys.stderr)
    json.dump(dict(datasets=datasets, cases=cases), sys.stdout)
    print()


main()
