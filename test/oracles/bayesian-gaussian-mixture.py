"""Fits scikit-learn's BayesianGaussianMixture from given first responsibilities.
Usage: python bayesian-gaussian-mixture.py > bayesian-gaussian-mixture.json

The responsibilities are given by a formula (first_responsibilities), so that a test starts from the same. scikit-learn's
`lower_bound_` leaves out all constants, is a sum over the rows (not a mean), and uses the normaliser of a Wishart distribution of
the full dimension for every covariance type: what can be compared is how it changes, and that it is compared with `tol`. (For tied covariances it is an array of one number.)

A case enters the file only if a fit to the same rows in another order gives the same to 1e-8, if no change of the bound is near
tol, and if no row lies between two components; what is left out is reported on the standard error.

Made with scikit-learn 1.9.1, NumPy 2.4.6.
"""

import json
import sys
import warnings

import numpy as np
from mixture_data import checksum, first_responsibilities, label_string, load, plain
from sklearn.cluster import KMeans
from sklearn.mixture import BayesianGaussianMixture

warnings.filterwarnings("ignore")
TYPES = ["full", "tied", "diag", "spherical"]
PRIORS = ["dirichlet_process", "dirichlet_distribution"]


class StartedMixture(BayesianGaussianMixture):
    """Starts from `responsibilities` in place of init_params."""

    responsibilities = None

    def _initialize_parameters(self, X, random_state, xp=None):
        self._initialize(X, self.responsibilities)


def formula(seed, n, d, blobs, spread, **more):
    return dict(seed=seed, n=n, d=d, blobs=blobs, spread=spread, **more)


FAITHFUL = dict(file="old-faithful.csv")
IRIS = dict(file="iris.csv")

# name, recipe, K, options of the mixture in this library's names; "random" starts without owners.
SETTINGS = [
    ("Old Faithful, two components", FAITHFUL, 2, {}),
    ("Old Faithful, six components prune", FAITHFUL, 6, dict(weightConcentrationPrior=1e-3, maxIter=500, tol=1e-4)),
    ("Iris", IRIS, 3, dict(tol=1e-4, maxIter=300)),
    ("Iris, five components, few iterations", IRIS, 5, dict(tol=0, maxIter=20, weightConcentrationPrior=10)),
    ("a line", formula(61, 120, 1, 3, 8), 3, dict(tol=1e-5, maxIter=400)),
    ("one component", formula(62, 60, 3, 1, 3), 1, dict(regCovar=0)),
    ("three blobs, eight components prune", formula(63, 300, 2, 3, 10), 8, dict(weightConcentrationPrior=1e-4, tol=1e-3, maxIter=500)),
    ("three blobs, given priors", formula(64, 200, 3, 3, 6), 4, "priors"),
    ("three blobs, strong priors", formula(65, 150, 2, 3, 6), 3, "strong"),
    ("mixed blobs, regularised", formula(66, 250, 4, 3, 5, mixed=True), 4, dict(regCovar=0.1, tol=1e-4, maxIter=200)),
    ("mixed blobs in eight dimensions", formula(67, 400, 8, 4, 5, mixed=True), 6, dict(tol=1e-3, maxIter=100)),
    ("heavy tails from a random start", formula(68, 300, 2, 2, 5, kind="heavy"), 3, dict(random=True, tol=0, maxIter=25)),
    ("two thousand rows", formula(69, 2000, 2, 5, 9, uneven=True), 7, dict(tol=0, maxIter=30)),
    ("one iteration", formula(70, 90, 3, 3, 5), 3, dict(maxIter=1)),
    ("duplicates", formula(71, 150, 2, 3, 6, copies=5), 4, dict(tol=1e-4, maxIter=200)),
    ("fewer rows than parameters", formula(72, 9, 5, 2, 3), 3, dict(maxIter=10, tol=0)),
]


def given_priors(data, kind, strong):
    """Priors that are none of the defaults."""
    d = data.shape[1]
    covariance = np.round(np.cov(data.T).reshape(d, d) / (1 if strong else 4), 3) + np.eye(d)
    shaped = {
        "full": covariance,
        "tied": covariance,
        "diag": np.diag(covariance),
        "spherical": np.diag(covariance).mean(),
    }[kind]
    return dict(
        weightConcentrationPrior=25.0 if strong else 0.5,
        meanPrecisionPrior=40.0 if strong else 0.05,
        meanPrior=plain(np.round(data.mean(axis=0) + 1, 2)),
        degreesOfFreedomPrior=d + (60.0 if strong else 0.5),
        covariancePrior=plain(shaped),
        tol=1e-5,
        maxIter=400,
    )


def fitted(data, responsibilities, kind, prior, k, options):
    model = StartedMixture(
        n_components=k,
        covariance_type=kind,
        weight_concentration_prior_type=prior,
        tol=options.get("tol", 1e-3),
        reg_covar=options.get("regCovar", 1e-6),
        max_iter=options.get("maxIter", 100),
        weight_concentration_prior=options.get("weightConcentrationPrior"),
        mean_precision_prior=options.get("meanPrecisionPrior"),
        mean_prior=options.get("meanPrior"),
        degrees_of_freedom_prior=options.get("degreesOfFreedomPrior"),
        covariance_prior=options.get("covariancePrior"),
    )
    model.responsibilities = responsibilities
    return model.fit(data)


def objection(model, data, other, order, tol):
    """Why a case must be left out, or None; `other` is the fit to the rows in another order."""
    if model.n_iter_ != other.n_iter_:
        return f"{model.n_iter_} or {other.n_iter_} iterations, by the order of the rows"
    scale = data.std(axis=0)
    errors = dict(
        weights=np.abs(model.weights_ - other.weights_),
        means=np.abs(model.means_ - other.means_) / scale,
        covariances=np.abs(model.covariances_ - other.covariances_) / np.abs(model.covariances_).max(),
        precisions=np.abs(model.precisions_ - other.precisions_) / np.abs(model.precisions_).max(),
        scores=np.abs(model.score_samples(data)[order] - other.score_samples(data[order])),
        responsibilities=np.abs(model.predict_proba(data)[order] - other.predict_proba(data[order])),
    )
    for name, error in errors.items():
        if not error.max() < 1e-8:
            return f"{name} off by {error.max():.1e}, by the order of the rows"
    ordered = np.sort(model.predict_proba(data), axis=1)
    if ordered.shape[1] > 1 and np.min(ordered[:, -1] - ordered[:, -2]) < 1e-6:
        return "a row between two components"
    bounds = np.ravel(model.lower_bounds_)
    if tol > 0 and len(bounds) > 1:
        edge = np.min(np.abs(np.abs(np.diff(bounds)) - tol))
        if edge < max(1e-3 * tol, 1e-11 * abs(bounds[-1])):
            return f"a change of the bound within {edge:.1e} of tol"
    return None


def weight_concentration(model):
    """The two parameters of the Beta distributions, or those of the Dirichlet distribution."""
    value = model.weight_concentration_
    return dict(a=plain(value[0]), b=plain(value[1])) if isinstance(value, tuple) else plain(value)


def case(name, data, kind, prior, k, setting):
    options = given_priors(data, kind, setting == "strong") if isinstance(setting, str) else dict(setting)
    owners = None if options.pop("random", False) else KMeans(k, n_init=1, random_state=0).fit(data).labels_.tolist()
    start = dict(seed=len(data) + k, **({} if owners is None else dict(labels=label_string(owners))))
    responsibilities = first_responsibilities(len(data), k, start["seed"], owners)
    model = fitted(data, responsibilities, kind, prior, k, options)
    order = np.random.default_rng(0).permutation(len(data))
    other = fitted(data[order], responsibilities[order], kind, prior, k, options)
    objected = objection(model, data, other, order, options.get("tol", 1e-3))
    if objected is not None:
        print(f"left out: {name}, {kind}, {prior}: {objected}", file=sys.stderr)
        return None
    some = np.linspace(0, len(data) - 1, 5).astype(int)
    return dict(
        data=name,
        options=dict(nComponents=k, covarianceType=kind, weightConcentrationPriorType=prior, **options),
        responsibilities=start,
        weights=plain(model.weights_),
        means=plain(model.means_),
        covariances=plain(model.covariances_),
        precisions=plain(model.precisions_),
        weightConcentration=weight_concentration(model),
        meanPrecision=plain(model.mean_precision_),
        degreesOfFreedom=plain(np.atleast_1d(model.degrees_of_freedom_)),
        converged=bool(model.converged_),
        nIter=int(model.n_iter_),
        lowerBounds=plain(np.ravel(model.lower_bounds_)),
        score=float(model.score(data)),
        rows=plain(some),
        scoreSamples=plain(model.score_samples(data[some])),
        predictProba=plain(model.predict_proba(data[some])),
        labels=label_string(model.predict(data)),
    )


def main():
    datasets, cases = {}, []
    for name, recipe, k, setting in SETTINGS:
        data = load(recipe)
        datasets[name] = dict(recipe=recipe, checksum=checksum(data))
        for prior in PRIORS:
            cases += [found for kind in TYPES if (found := case(name, data, kind, prior, k, setting)) is not None]
    print(f"{len(cases)} cases", file=sys.stderr)
    json.dump(dict(datasets=datasets, cases=cases), sys.stdout)
    print()


main()
