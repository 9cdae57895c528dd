"""Reference values for the divergences: mpmath (50 digits), by direct summation, quadrature or the textbook formula.

Run: pip install mpmath scipy numpy; python divergences.py > divergences.json
"""
import json
import random
from mpmath import mp, mpf, log, exp, pi, sqrt, loggamma, digamma, quad, matrix, inf
import numpy as np
from scipy.spatial.distance import jensenshannon
from scipy.stats import wasserstein_distance, entropy

mp.dps = 50
random.seed(20240501)
out = {"kl": [], "vectors": [], "between": [], "multivariate": []}


def add(p, q, value):
    out["kl"].append({"p": p, "q": q, "value": float(value)})


# Normals: the textbook formula at 50 digits, so that nearly equal pairs keep their digits.
for m1, s1, m2, s2 in [(0, 1, 1, 2), (0, 1, 1e-6, 1), (0, 1, 0, 1 + 1e-7), (1, 2, 1, 2 + 1e-9), (0, 1, 0, 1.6), (0, 1, 0, 0.4),
                       (5, 1e-3, 5.001, 1e-3), (0, 1e-150, 0, 1), (0, 1e100, 0, 1), (1e8, 1, 1e8 + 1, 1), (0, 3, 50, 0.5),
                       (-2, 0.7, 3, 9), (0, 1, 1e-12, 1 + 1e-12), (0, 2, 15, 2), (7.5, 7.762, 0, 2)]:
    a, b, c, d = map(mpf, (m1, s1, m2, s2))
    add(["Normal", m1, s1], ["Normal", m2, s2], ((b / d) ** 2 - 1 - 2 * log(b / d) + ((a - c) / d) ** 2) / 2)
for a, b in [(1, 2), (1, 1 + 1e-8), (1e-5, 3), (1e200, 1e-50), (4, 4.1), (2, 1e-3)]:
    x, y = mpf(a), mpf(b)
    add(["Exponential", a], ["Exponential", b], log(x / y) + y / x - 1)
for m1, b1, m2, b2 in [(0, 1, 1, 3), (0, 1, 1e-7, 1), (0, 1, 0, 1 + 1e-8), (2, 0.1, -4, 5), (0, 10, 100, 0.5), (0, 1, 1e-9, 1 + 1e-9)]:
    a, b, c, d = map(mpf, (m1, b1, m2, b2))
    t = abs(a - c)
    add(["Laplace", m1, b1], ["Laplace", m2, b2], log(d / b) + (b * exp(-t / b) + t) / d - 1)
for m1, s1, m2, s2 in [(0, 1, 3, 2), (0, 1, 1e-8, 1), (0, 1, 0, 1 + 1e-8), (0, 1e-8, 0, 1e8), (5, 2, -5, 0.1)]:
    a, b, c, d = map(mpf, (m1, s1, m2, s2))
    add(["Cauchy", m1, s1], ["Cauchy", m2, s2], log(((b + d) ** 2 + (a - c) ** 2) / (4 * b * d)))


def kl_gamma(a, b, c, d):
    return (a - c) * digamma(a) - loggamma(a) + loggamma(c) + c * log(b / d) + a * (d - b) / b


def lb(a, b):
    return loggamma(a) + loggamma(b) - loggamma(a + b)


def kl_beta(a, b, c, d):
    return lb(c, d) - lb(a, b) + (a - c) * digamma(a) + (b - d) * digamma(b) + (c - a + d - b) * digamma(a + b)


for t in [(2, 3, 0.1, 5), (1, 1, 1 + 1e-7, 1), (3, 1, 3, 1 + 1e-7), (0.01, 1, 5, 2), (1e4, 10, 1.1e4, 9), (50, 2, 0.5, 2), (1e-3, 1, 2e-3, 1),
          (2, 3, 2.0001, 3.0001), (1000, 1, 1000.001, 1)]:
    add(["Gamma", t[0], t[1]], ["Gamma", t[2], t[3]], kl_gamma(*map(mpf, t)))
for a, c, d in [(2, 0.5, 1), (1, 3, 4)]:
    add(["Exponential", a], ["Gamma", c, d], kl_gamma(mpf(1), mpf(a), mpf(c), mpf(d)))
    add(["Gamma", c, d], ["Exponential", a], kl_gamma(mpf(c), mpf(d), mpf(1), mpf(a)))
for t in [(0.5, 0.5, 3, 2), (2, 3, 2.000001, 3), (100, 200, 110, 190), (0.01, 0.02, 1, 1), (5, 1, 1, 5), (1, 1, 0.3, 0.3)]:
    add(["Beta", t[0], t[1]], ["Beta", t[2], t[3]], kl_beta(*map(mpf, t)))
for a, b in [(3, 7), (3, 3 + 1e-7), (1e-6, 2), (1e6, 1.001e6), (0.5, 100)]:
    x, y = mpf(a), mpf(b)
    add(["Poisson", a], ["Poisson", b], x * log(x / y) - x + y)
for a, b in [(0.3, 0.7), (0.3, 0.3 + 1e-8), (1e-18, 0.5), (1e-20, 2e-20), (0.999, 0.001)]:
    x, y = mpf(a), mpf(b)
    add(["Bernoulli", a], ["Bernoulli", b], x * log(x / y) + (1 - x) * log((1 - x) / (1 - y)))
for lo, hi, lo2, hi2 in [(0, 1, -1, 2), (0, 1, 0, 1 + 1e-9), (3, 4, -1000, 1000)]:
    add(["Uniform", lo, hi], ["Uniform", lo2, hi2], log((mpf(hi2) - mpf(lo2)) / (mpf(hi) - mpf(lo))))


# Pairs of different families: quadrature of p log(p/q) itself.
def npdf(m, s):
    return lambda x: -((x - mpf(m)) / mpf(s)) ** 2 / 2 - log(mpf(s) * sqrt(2 * pi))


def lpdf(m, b):
    return lambda x: -abs(x - mpf(m)) / mpf(b) - log(2 * mpf(b))


def epdf(r):
    return lambda x: log(mpf(r)) - mpf(r) * x


def gpdf(a, b):
    return lambda x: mpf(a) * log(mpf(b)) + (mpf(a) - 1) * log(x) - mpf(b) * x - loggamma(mpf(a))


def bpdf(a, b):
    def logpdf(x):
        x = min(max(x, mpf(10) ** -45), 1 - mpf(10) ** -45)  # nodes that rounding puts on an end
        return (mpf(a) - 1) * log(x) + (mpf(b) - 1) * log(1 - x) - lb(mpf(a), mpf(b))
    return logpdf


def upd(a, b):
    return lambda x: -log(mpf(b) - mpf(a))


def tpdf(n):
    n = mpf(n)
    return lambda x: -(n + 1) / 2 * log(1 + x * x / n) - lb(n / 2, mpf(1) / 2) - log(n) / 2


def cb(p):
    p = mpf(p)
    n = log(p / (1 - p))
    a = log((exp(n) - 1) / n) if n != 0 else mpf(0)
    return lambda x: n * x - a


def byquad(p, q, points):
    return quad(lambda x: exp(p(x)) * (p(x) - q(x)), points)


R = [-inf, -10, -3, -1, 0, 1, 3, 10, inf]
H = [0, 1e-6, 0.1, 1, 3, 10, 30, inf]
U = [0, 1e-6, 0.01, 0.5, 0.99, 1 - mpf(10) ** -6, 1]
add(["Normal", 1, 2], ["Laplace", 0, 3], byquad(npdf(1, 2), lpdf(0, 3), R))
add(["Normal", 0, 1], ["Laplace", 0, 0.8], byquad(npdf(0, 1), lpdf(0, 0.8), R))
add(["Normal", -3, 0.5], ["Laplace", 2, 1], byquad(npdf(-3, 0.5), lpdf(2, 1), [-inf, -5, -4, -3, -2, 0, 2, inf]))
add(["Laplace", 0, 1], ["Normal", 1, 2], byquad(lpdf(0, 1), npdf(1, 2), R))
add(["Exponential", 1.5], ["Normal", 1, 2], byquad(epdf(1.5), npdf(1, 2), H))
add(["Gamma", 2, 3], ["Normal", 0, 1], byquad(gpdf(2, 3), npdf(0, 1), H))
add(["Beta", 2, 3], ["Normal", 0.5, 0.2], byquad(bpdf(2, 3), npdf(0.5, 0.2), U))
add(["Uniform", -1, 2], ["Normal", 0.3, 1.1], byquad(upd(-1, 2), npdf(0.3, 1.1), [-1, 0, 2]))
add(["StudentT", 5, 0, 1], ["Normal", 0.5, 1.5], byquad(tpdf(5), npdf(0.5, 1.5), [-inf, -1000, -100, -10, -1, 0, 1, 10, 100, 1000, inf]))
add(["Beta", 2, 3], ["Uniform", 0, 1], byquad(bpdf(2, 3), upd(0, 1), U))
add(["Uniform", 0.1, 0.6], ["Beta", 0.3, 2], byquad(upd(0.1, 0.6), bpdf(0.3, 2), [0.1, 0.3, 0.6]))
add(["Uniform", 0, 1], ["Beta", 2, 3], byquad(upd(0, 1), bpdf(2, 3), U))
add(["Uniform", 0, 1], ["Exponential", 2], byquad(upd(0, 1), epdf(2), [0, 1]))
add(["Beta", 3, 1.5], ["Exponential", 0.7], byquad(bpdf(3, 1.5), epdf(0.7), U))
for a, b in [(0.5, 0.9), (0.9, 0.1), (0.2, 0.2000001), (0.5, 0.5001), (1e-4, 0.5), (0.999, 0.99)]:
    add(["ContinuousBernoulli", a], ["ContinuousBernoulli", b], byquad(cb(a), cb(b), [0, 1]))

# Two probability vectors: SciPy's and direct 50-digit sums.
for k in [2, 2, 3, 3, 4, 5, 8, 10, 16, 20, 30, 50] * 3:
    p = np.random.default_rng(k + len(out["vectors"])).dirichlet([0.7] * k).tolist()
    q = np.random.default_rng(1000 + len(out["vectors"])).dirichlet([0.7] * k).tolist()
    if len(out["vectors"]) % 4 == 0:
        p[0] = 0.0
        p = (np.array(p) / sum(p)).tolist()
    if len(out["vectors"]) % 5 == 1:
        q = (np.array(p) * (1 + 1e-7 * np.random.default_rng(5).standard_normal(k)))
        q = (q / q.sum()).tolist()
    P, Q = [mpf(x) for x in p], [mpf(x) for x in q]
    P, Q = [x / sum(P) for x in P], [x / sum(Q) for x in Q]
    pairs = [(a, b) for a, b in zip(P, Q) if a + b > 0]
    alpha = [0.5, 2, 0.1, 5][len(out["vectors"]) % 4]
    places = np.random.default_rng(k).normal(size=k).round(3).tolist()
    out["vectors"].append({
        "p": p, "q": q, "alpha": alpha, "positions": places,
        "kl": float(sum(a * log(a / b) for a, b in pairs if a > 0)),
        "jensenShannon": float(jensenshannon(p, q) ** 2) if len(out["vectors"]) % 5 != 1 else None,
        "totalVariation": float(sum(abs(a - b) for a, b in pairs) / 2),
        "hellinger": float(sqrt(sum((sqrt(a) - sqrt(b)) ** 2 for a, b in pairs) / 2)),
        "chiSquared": float(sum((a - b) ** 2 / b for a, b in pairs)),
        "renyi": float(log(sum(a ** mpf(alpha) * b ** (1 - mpf(alpha)) for a, b in pairs)) / (alpha - 1)),
        "entropy": float(entropy(p)), "crossEntropy": float(-sum(a * log(b) for a, b in pairs if a > 0)),
        "wasserstein": float(wasserstein_distance(places, places, p, q)) if k > 1 else None,
    })

# Divergences of distributions by quadrature of their definitions.
def between(p, q, lp, lq, cuts):
    grid = [mpf(i) / 100 - 20 for i in range(4001)]
    signs = [lp(x) > lq(x) for x in grid]
    for i in range(4000):  # where the densities cross, |p - q| has a kink
        if signs[i] != signs[i + 1]:
            cuts = cuts + [mp.findroot(lambda x: lp(x) - lq(x), (grid[i], grid[i + 1]), solver="anderson", tol=1e-40)]
    cuts = sorted(set(map(mpf, cuts)))

    def f(g):
        return float(quad(lambda x: g(exp(lp(x)), exp(lq(x))), cuts))
    out["between"].append({
        "p": p, "q": q,
        "jensenShannon": f(lambda a, b: (a * log(2 * a / (a + b)) + b * log(2 * b / (a + b))) / 2),
        "totalVariation": f(lambda a, b: abs(a - b) / 2),
        "hellinger": float(sqrt(mpf(f(lambda a, b: (sqrt(a) - sqrt(b)) ** 2 / 2)))),
        "chiSquared": f(lambda a, b: (a - b) ** 2 / b),
        "renyiHalf": float(-2 * log(quad(lambda x: exp((lp(x) + lq(x)) / 2), cuts))),
        "renyiThreeHalves": float(2 * log(quad(lambda x: exp(1.5 * lp(x) - lq(x) / 2), cuts))),
    })


mp.dps = 25
F = [-40, -20, -10, -5, -3, -2, -1, 0, 0.5, 1, 2, 3, 5, 10, 20, 40]
between(["Normal", 0, 1], ["Normal", 1, 1], npdf(0, 1), npdf(1, 1), F)
between(["Normal", 0, 1], ["Normal", -2, 1.5], npdf(0, 1), npdf(-2, 1.5), F)
between(["Laplace", 0, 1], ["Laplace", 1, 1.2], lpdf(0, 1), lpdf(1, 1.2), [-300, -60] + F + [60, 300])
between(["Normal", 0, 1], ["Laplace", 0, 1], npdf(0, 1), lpdf(0, 1), [-80] + F + [80])
mp.dps = 50

for seed in range(12):
    g = np.random.default_rng(seed)
    d = 1 + seed % 5
    a, b = g.normal(size=(d, d)), g.normal(size=(d, d))
    s1, s2 = a @ a.T + 0.1 * np.eye(d), b @ b.T + 0.1 * np.eye(d)
    m1, m2 = g.normal(size=d), g.normal(size=d)
    if seed % 4 == 3:
        s2, m2 = s1 + 1e-7 * np.diag(g.uniform(size=d)), m1 + 1e-7 * g.normal(size=d)
    S1, S2 = matrix(s1.tolist()), matrix(s2.tolist())
    D = matrix(m2.tolist()) - matrix(m1.tolist())
    inverse = S2 ** -1
    M = inverse * S1
    value = (sum(M[i, i] for i in range(d)) - d + (D.T * inverse * D)[0] - log(mp.det(S1) / mp.det(S2))) / 2
    out["multivariate"].append({"p": [m1.tolist(), s1.tolist()], "q": [m2.tolist(), s2.tolist()], "value": float(value)})
print(json.dumps(out, indent=1))
