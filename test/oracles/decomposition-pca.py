"""PCA by scikit-learn (svd_solver="full") on data of many shapes and scales, made by a formula.
Usage: python decomposition-pca.py > decomposition-pca.json

Made with scikit-learn 1.9.1, NumPy 2.4.6. Rows of `transformed` and `scoreSamples` are the first three.
"""

import json
import sys

import numpy as np
from decomposition_data import formula_data
from sklearn.decomposition import PCA

SHAPES = [(2, 1), (9, 1), (2, 3), (5, 3), (40, 3), (30, 7), (300, 5), (7, 7), (8, 7), (6, 20), (12, 60), (100, 12), (1500, 4)]
KINDS = {
    "plain": dict(decay=0.7),
    "far from 0": dict(decay=0.7, offset=1e6),
    "small": dict(decay=0.7, scale=1e-150),
    "large": dict(decay=0.7, scale=1e150),
    "steep": dict(decay=0.03),
}


def case(n, d, kind, seed, n_components, whiten):
    data = dict(n=n, d=d, seed=seed, **KINDS[kind])
    X = formula_data(**data)
    model = PCA(n_components, whiten=whiten, svd_solver="full").fit(X)
    q = int(model.n_components_)
    plain = PCA(n_components, svd_solver="full").fit(X)
    coordinates = plain.transform(X[:3])
    if whiten:  # scikit-learn's own division stops at 2e-16, whatever the unit
        coordinates /= np.sqrt(model.explained_variance_)
    # With the variances of small, large or steep data scikit-learn's inverse of the covariance loses its digits. With
    # whitening it takes another covariance than that of the data, so here is none.
    scored = kind in ("plain", "far from 0") and (n > d or q < n - 1)
    return dict(
        kind=kind,
        data=data,
        options={"whiten": whiten} | ({} if n_components is None else {"nComponents": n_components}),
        nComponents=q,
        mean=model.mean_.tolist(),
        components=model.components_.tolist(),
        explainedVariance=model.explained_variance_.tolist(),
        explainedVarianceRatio=model.explained_variance_ratio_.tolist(),
        singularValues=model.singular_values_.tolist(),
        noiseVariance=float(model.noise_variance_),
        transformed=coordinates.tolist(),
        restored=model.inverse_transform(coordinates).tolist(),
        scoreSamples=plain.score_samples(X[:3]).tolist() if scored else None,
    )


cases = []
for i, (n, d) in enumerate(SHAPES):
    rank = min(n - 1, d)
    for j, kind in enumerate(KINDS):
        if kind == "steep" and rank > 7:
            continue
        options = [None if rank == d else rank, max(1, rank // 2), 0.8]
        cases.append(case(n, d, kind, 100 * i + j, options[(i + j) % 3], bool((i + j // 2) % 2)))

json.dump(cases, sys.stdout)
print()
