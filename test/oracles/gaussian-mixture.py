"""Fits scikit-learn's GaussianMixture from given starts. Usage: python gaussian-mixture.py OLD_FAITHFUL.csv > gaussian-mixture.json

Made with scikit-learn 1.9.1, NumPy 2.4.6.
"""

import csv
import json
import sys
import warnings

import numpy as np
from sklearn.mixture import GaussianMixture

warnings.filterwarnings("ignore")


def old_faithful():
    with open(sys.argv[1], newline="") as file:
        return np.array([[float(row["eruptions"]), float(row["waiting"])] for row in csv.DictReader(file)])


def blobs(seed, n, d, k):
    rng = np.random.default_rng(seed)
    centers = rng.normal(0, 4, (k, d))
    mixing = rng.normal(0, 1, (k, d, d))
    labels = rng.integers(0, k, n)
    points = centers[labels] + np.einsum("nij,nj->ni", mixing[labels], rng.normal(0, 1, (n, d)))
    return points.round(3)


def start(data, k, kind):
    rows = np.linspace(0, len(data) - 1, k).astype(int)
    variances = data.var(axis=0)
    inverse = np.linalg.inv(np.cov(data.T).reshape(len(variances), -1))
    inverse = (inverse + inverse.T) / 2
    precisions = {
        "full": np.repeat(inverse[None], k, axis=0),
        "tied": inverse,
        "diag": np.repeat(1 / variances[None], k, axis=0),
        "spherical": np.full(k, 1 / variances.mean()),
    }[kind]
    return dict(weightsInit=np.full(k, 1 / k), meansInit=data[rows], precisionsInit=precisions)


def rounded(value):
    return json.loads(json.dumps(np.asarray(value).tolist()))


datasets = {
    "old faithful": old_faithful(),
    "three blobs": blobs(1, 150, 3, 3),
    "four blobs in the plane": blobs(2, 120, 2, 4),
    "a line": blobs(3, 80, 1, 2),
}
settings = [
    ("old faithful", 2, dict()),
    ("old faithful", 3, dict(tol=1e-6, maxIter=40)),
    ("three blobs", 3, dict(tol=1e-5)),
    ("four blobs in the plane", 4, dict(regCovar=0.1)),
    ("a line", 2, dict(tol=0, maxIter=15)),
    ("three blobs", 1, dict(regCovar=0)),
]
cases = []
for name, k, options in settings:
    data = datasets[name]
    for kind in ["full", "tied", "diag", "spherical"]:
        first = start(data, k, kind)
        model = GaussianMixture(
            k,
            covariance_type=kind,
            tol=options.get("tol", 1e-3),
            reg_covar=options.get("regCovar", 1e-6),
            max_iter=options.get("maxIter", 100),
            weights_init=first["weightsInit"],
            means_init=first["meansInit"],
            precisions_init=first["precisionsInit"],
        ).fit(data)
        cases.append(
            dict(
                data=name,
                options=dict(nComponents=k, covarianceType=kind, **options, **{key: rounded(v) for key, v in first.items()}),
                weights=rounded(model.weights_),
                means=rounded(model.means_),
                covariances=rounded(model.covariances_),
                precisions=rounded(model.precisions_),
                converged=bool(model.converged_),
                nIter=int(model.n_iter_),
                lowerBounds=rounded(model.lower_bounds_),
                score=float(model.score(data)),
                bic=float(model.bic(data)),
                aic=float(model.aic(data)),
                scoreSamples=rounded(model.score_samples(data[:4])),
                predictProba=rounded(model.predict_proba(data[:4])),
                labelCounts=rounded(np.bincount(model.predict(data), minlength=k)),
            )
        )
json.dump(dict(datasets={name: rounded(data) for name, data in datasets.items()}, cases=cases), sys.stdout)
print()
