"""Variational optima by quadrature, gradients by autograd, closed-form bounds, and Pareto shapes.
Usage: python inference.py > inference.json

- targets: unnormalised log densities on the plane (f below). ELBOs by tensor Gauss-Hermite quadrature, 80 nodes a
  coordinate, maximised with SciPy's BFGS on gradients by PyTorch; the log evidence by SciPy's dblquad.
- gradients: of E_q[f] by autograd through the same quadrature, at a q that is not the optimum.
- linear: x | z ~ N(W z + b, Sigma), z ~ N(m, S): evidence by SciPy's density, KLs by PyTorch.
- pareto: the shape of the weights' tail, from Vehtari et al. (2024), appendix, and Zhang & Stephens (2009).

Made with SciPy 1.17.1, NumPy 2.4.6, PyTorch 2.13.0.
"""

import json
import math
import sys

import numpy as np
import torch
from numpy.polynomial.hermite_e import hermegauss
from scipy.integrate import dblquad
from scipy.optimize import minimize
from scipy.stats import multivariate_normal
from torch.distributions import MultivariateNormal, kl_divergence

torch.set_default_dtype(torch.float64)
rng = np.random.default_rng(6)


# Each target is a function of z of shape [m, 2] and of the data that the JSON gives.
def logistic(z, data):
    logits = z @ torch.tensor(data["X"]).T
    y = torch.tensor(data["y"])
    likelihood = (y * logits - torch.nn.functional.softplus(logits)).sum(-1)
    return likelihood - 0.5 * (z**2).sum(-1) / data["priorSd"] ** 2


def poisson(z, data):
    logRate = z @ torch.tensor(data["X"]).T
    y = torch.tensor(data["y"])
    return (y * logRate - logRate.exp()).sum(-1) - 0.5 * (z**2).sum(-1) / data["priorSd"] ** 2


def banana(z, data):
    return -0.5 * (z[:, 0] / data["sd"]) ** 2 - 0.5 * ((z[:, 1] - data["bend"] * z[:, 0] ** 2) / data["width"]) ** 2


def studentT(z, data):
    u = (z - torch.tensor(data["location"])) @ torch.tensor(data["whiten"]).T
    return -0.5 * (data["df"] + 1) * torch.log1p(u**2 / data["df"]).sum(-1)


rows = np.column_stack([np.ones(12), rng.normal(size=12).round(2)])
targets = dict(
    logistic=(logistic, dict(X=rows.tolist(), y=(rng.random(12) < 0.6).astype(float).tolist(), priorSd=2.0), 12),
    poisson=(poisson, dict(X=rows.tolist(), y=rng.poisson(2, 12).astype(float).tolist(), priorSd=1.0), 6),
    banana=(banana, dict(sd=1.5, bend=0.2, width=0.7), 12),
    studentT=(studentT, dict(df=5.0, location=[1.0, -2.0], whiten=[[1.0, 0.0], [-1.2, 2.0]]), 60),
)

nodes, weights = hermegauss(80)
weights = weights / weights.sum()
EPSILON = torch.tensor(np.stack(np.meshgrid(nodes, nodes, indexing="ij"), -1).reshape(-1, 2))
WEIGHT = torch.tensor(np.outer(weights, weights).ravel())


def expectation(f, data, mean, L):
    return (WEIGHT * f(mean + EPSILON @ L.T, data)).sum()


def factor(scale):
    """Mean-field: two log sds. Full-rank: log L11, L21, log L22."""
    if len(scale) == 2:
        return torch.diag(scale.exp())
    zero = torch.zeros(())
    return torch.stack([torch.stack([scale[0].exp(), zero]), torch.stack([scale[1], scale[2].exp()])])


def optimum(f, data, size):
    def loss(theta):
        t = torch.tensor(theta, requires_grad=True)
        L = factor(t[2:])
        elbo = expectation(f, data, t[:2], L) + L.diagonal().log().sum() + math.log(2 * math.pi) + 1
        (-elbo).backward()
        return -elbo.item(), t.grad.numpy()

    start = np.zeros(2 + size)
    if f is studentT:
        start[:2] = data["location"]
    fit = minimize(loss, start, jac=True, method="BFGS", options=dict(gtol=1e-10, maxiter=1000))
    assert np.abs(fit.jac).max() < 1e-7, fit
    L = factor(torch.tensor(fit.x[2:]))
    return dict(mean=fit.x[:2].tolist(), covariance=(L @ L.T).tolist(), elbo=-fit.fun)


def gradients(f, data, mean, L):
    m, factor = torch.tensor(mean, requires_grad=True), torch.tensor(L, requires_grad=True)
    value = expectation(f, data, m, factor)
    value.backward()
    return dict(mean=mean, choleskyFactor=L, value=value.item(), dMean=m.grad.tolist(), dCholeskyFactor=factor.grad.tolist())


def logEvidence(f, data, reach):
    peak = 0 if f is banana else -minimize(lambda z: -f(torch.tensor(z[None]), data).item(), [0.5, 0.5]).fun
    centre = data.get("location", [0, 0])
    density = lambda y, x: math.exp(f(torch.tensor([[x, y]]), data).item() - peak)
    value, _ = dblquad(density, centre[0] - reach, centre[0] + reach, centre[1] - reach, centre[1] + reach, epsabs=1e-9, epsrel=1e-7)
    return peak + math.log(value)


fits = [
    dict(
        name=name,
        data=data,
        # The product of two Student t densities has its integral in closed form.
        logEvidence=(
            2 * (math.lgamma(data["df"] / 2) - math.lgamma((data["df"] + 1) / 2) + 0.5 * math.log(data["df"] * math.pi))
            - np.linalg.slogdet(np.array(data["whiten"]))[1]
            if f is studentT
            else logEvidence(f, data, reach)
        ),
        meanField=optimum(f, data, 2),
        fullRank=optimum(f, data, 3),
        diagonal=gradients(f, data, [0.3, -0.4], [[0.4, 0.0], [0.0, 0.25]]),
        triangular=gradients(f, data, [0.3, -0.4], [[0.4, 0.0], [-0.15, 0.25]]),
    )
    for name, (f, data, reach) in targets.items()
]


def spd(d):
    A = rng.normal(size=(d, d))
    return (A @ A.T / d + 0.3 * np.eye(d)).round(3)


linear = []
for n, d in [(1, 1), (3, 2), (2, 4), (6, 3)]:
    W, b, Sigma = rng.normal(size=(n, d)).round(3), rng.normal(size=n).round(3), spd(n)
    m, S, x = rng.normal(size=d).round(3), spd(d), rng.normal(size=n).round(3)
    mean, covariance = rng.normal(size=d).round(3), spd(d)
    precision = np.linalg.inv(S) + W.T @ np.linalg.solve(Sigma, W)
    posteriorCovariance = np.linalg.inv(precision)
    posteriorMean = posteriorCovariance @ (np.linalg.solve(S, m) + W.T @ np.linalg.solve(Sigma, x - b))
    q = MultivariateNormal(torch.tensor(mean), torch.tensor(covariance))
    t = lambda a, c: MultivariateNormal(torch.tensor(a), torch.tensor(c))
    reconstruction = (
        t(W @ mean + b, Sigma).log_prob(torch.tensor(x)).item() - 0.5 * np.trace(np.linalg.solve(Sigma, W @ covariance @ W.T))
    )
    linear.append(
        dict(
            weights=W.tolist(), offset=b.tolist(), noiseCovariance=Sigma.tolist(),
            priorMean=m.tolist(), priorCovariance=S.tolist(), x=x.tolist(),
            q=dict(mean=mean.tolist(), covariance=covariance.tolist()),
            logEvidence=float(multivariate_normal(W @ m + b, W @ S @ W.T + Sigma).logpdf(x)),
            posteriorMean=posteriorMean.tolist(),
            posteriorCovariance=posteriorCovariance.tolist(),
            elbo=reconstruction - kl_divergence(q, t(m, S)).item(),
            gap=kl_divergence(q, t(posteriorMean, (posteriorCovariance + posteriorCovariance.T) / 2)).item(),
        )
    )


def zhangStephens(x):
    """Zhang & Stephens (2009), section 3: theta by its posterior mean on a grid; then the shape."""
    x = np.sort(x)
    n = len(x)
    xStar = x[int(n / 4 + 0.5) - 1]
    m = 30 + int(n**0.5)
    j = np.arange(1, m + 1)
    theta = 1 / x[-1] + (1 - np.sqrt(m / (j - 0.5))) / (3 * xStar)
    k = -np.log1p(-theta[:, None] * x).mean(1)  # their k is minus the shape
    profile = n * (np.log(theta / k) + k - 1)
    w = np.array([1 / np.exp(profile - p).sum() for p in profile])
    return np.log1p(-(theta * w).sum() * x).mean()


def paretoShape(logWeights):
    S = len(logWeights)
    w = np.sort(np.exp(logWeights - logWeights.max()))
    tail = math.ceil(min(0.2 * S, 3 * math.sqrt(S)))
    k = zhangStephens(w[-tail:] - w[-tail - 1])
    return float((tail * k + 5) / (tail + 10))


pareto = []
for S, sd, scale in [(40, 1.2, 0.5), (100, 1.5, 1.0), (200, 0.5, 1.0), (200, 2.0, 1.0), (400, 0.8, 3.0)]:
    z = rng.normal(size=S) * sd
    logWeights = (scale * (-0.5 * z**2 + 0.5 * (z / sd) ** 2)).round(6)
    pareto.append(dict(logWeights=logWeights.tolist(), shape=paretoShape(logWeights)))
for S, alpha in [(150, 0.7), (150, 2.0), (1000, 1.2)]:
    logWeights = np.log1p(rng.pareto(alpha, S)).round(6)
    pareto.append(dict(logWeights=logWeights.tolist(), shape=paretoShape(logWeights)))

json.dump(dict(targets=fits, linear=linear, pareto=pareto), sys.stdout)
print()
