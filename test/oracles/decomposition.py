"""PCA by scikit-learn, probabilistic PCA by SciPy's normal density, principal angles by SciPy.
Usage: python decomposition.py > decomposition.json

Made with scikit-learn 1.9.1, SciPy 1.17.1, NumPy 2.4.6.
"""

import json
import sys

import numpy as np
from scipy.linalg import subspace_angles
from scipy.stats import multivariate_normal
from sklearn.decomposition import PCA

rng = np.random.default_rng(0)
X = (rng.normal(size=(40, 5)) @ rng.normal(size=(5, 5)) + rng.normal(size=5)).round(3)

pca = []
for q in [1, 2, 5]:
    model = PCA(q, svd_solver="full").fit(X)
    pca.append(
        dict(
            nComponents=q,
            mean=model.mean_.tolist(),
            components=model.components_.tolist(),
            explainedVariance=model.explained_variance_.tolist(),
            explainedVarianceRatio=model.explained_variance_ratio_.tolist(),
            noiseVariance=float(model.noise_variance_),
            transformed=model.transform(X[:3]).tolist(),
            restored=model.inverse_transform(model.transform(X[:3])).tolist(),
        )
    )

probabilistic = []
covariance = np.cov(X.T, bias=True)
values, vectors = np.linalg.eigh(covariance)
values, vectors = values[::-1], vectors[:, ::-1]
for q in [1, 2, 4]:
    noise = values[q:].mean()
    W = vectors[:, :q] * np.sqrt(values[:q] - noise)
    M = W.T @ W + noise * np.eye(q)
    marginal = multivariate_normal(X.mean(axis=0), W @ W.T + noise * np.eye(5))
    signs = np.sign(vectors[np.abs(vectors[:, :q]).argmax(axis=0), np.arange(q)])
    probabilistic.append(
        dict(
            nComponents=q,
            noiseVariance=float(noise),
            loadings=(W * signs).tolist(),
            logLikelihood=marginal.logpdf(X[:5]).tolist(),
            posteriorMean=(np.linalg.solve(M, W.T @ (X[:5] - X.mean(axis=0)).T).T * signs).tolist(),
            posteriorCovariance=(noise * np.linalg.inv(M)).tolist(),
        )
    )

angles = []
for p, q in [(1, 1), (2, 2), (3, 2), (1, 4)]:
    A, B = rng.normal(size=(5, p)).round(3), rng.normal(size=(5, q)).round(3)
    angles.append(dict(A=A.tolist(), B=B.tolist(), angles=subspace_angles(A, B).tolist()))

json.dump(dict(X=X.tolist(), pca=pca, probabilistic=probabilistic, angles=angles), sys.stdout)
print()
