"""Probabilistic PCA in closed form with 60 digits (mpmath), the normal density by Cholesky's factorisation.
Usage: python decomposition-probabilistic.py > decomposition-probabilistic.json

Made with mpmath 1.3.0, NumPy 2.4.6. `logLikelihood` and `posteriorMean` are of the first three rows.
"""

import json
import sys

from decomposition_data import formula_data
from mpmath import mp, mpf

mp.dps = 60

CASES = [
    dict(n=30, d=4, seed=1, decay=0.5),
    dict(n=200, d=3, seed=2, decay=0.6),
    dict(n=12, d=6, seed=3, decay=0.7),
    dict(n=5, d=4, seed=4, decay=0.5),
    dict(n=6, d=9, seed=5, decay=0.6),
    dict(n=40, d=2, seed=6, decay=0.3),
    dict(n=30, d=4, seed=7, decay=0.5, offset=1e6),
    dict(n=30, d=4, seed=8, decay=0.5, scale=1e-140),
    dict(n=30, d=4, seed=9, decay=0.5, scale=1e140),
    dict(n=25, d=5, seed=10, decay=0.05),
    dict(n=25, d=3, seed=11, decay=1e-4),
]


def density(covariance, rows):
    d = covariance.rows
    unit = mp.sqrt(max(covariance))  # without it mpmath takes small numbers for 0
    L = mp.cholesky(covariance / unit**2)
    log_det = 2 * sum(mp.log(unit * L[j, j]) for j in range(d))
    values = []
    for x in rows:
        z = mp.lu_solve(L, mp.matrix(x) / unit)
        values.append(-(d * mp.log(2 * mp.pi) + log_det + sum(v**2 for v in z)) / 2)
    return values


def case(data, q):
    n, d = data["n"], data["d"]
    X = [[mpf(float(x)) for x in row] for row in formula_data(**data)]
    mean = [mp.fsum(row[j] for row in X) / n for j in range(d)]
    centred = [[x - m for x, m in zip(row, mean)] for row in X]
    S = mp.matrix(d, d)
    for j in range(d):
        for k in range(d):
            S[j, k] = mp.fsum(row[j] * row[k] for row in centred) / n
    unit = max(S)  # eigenvalues in this unit: mpmath's criterion to stop is absolute
    values, vectors = mp.eigsy(S / unit)
    order = sorted(range(d), key=lambda j: -values[j])
    values = [unit * values[j] for j in order]
    noise = mp.fsum(values[q:]) / (d - q)
    W = mp.matrix(d, q)
    for a in range(q):
        u = [vectors[j, order[a]] for j in range(d)]
        sign = mp.sign(max(u, key=abs))
        for j in range(d):
            W[j, a] = sign * u[j] * mp.sqrt(values[a] - noise)
    covariance = W * W.T + noise * mp.eye(d)
    M = W.T * W + noise * mp.eye(q)
    number = lambda values: [float(v) for v in values]
    everything = density(covariance, centred)
    square = max(M)
    return dict(
        data=data,
        nComponents=q,
        mean=number(mean),
        noiseVariance=float(noise),
        loadings=[number(W[j, :]) for j in range(d)],
        logLikelihood=number(everything[:3]),
        score=float(mp.fsum(everything) / n),
        posteriorMean=[number(mp.lu_solve(M / square, W.T * mp.matrix(x) / square)) for x in centred[:3]],
        posteriorCovariance=[[float(v) for v in (noise / square * (M / square) ** -1)[a, :]] for a in range(q)],
    )


cases = []
for data in CASES:
    rank = min(data["n"] - 1, data["d"])
    cases += [case(data, q) for q in {1, max(1, rank // 2), rank - 1} if q >= 1]

json.dump(cases, sys.stdout)
print()
