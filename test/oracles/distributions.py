"""Reference values for the distributions: densities, tails and entropies from mpmath (50 digits), quantiles from SciPy.

Run: pip install mpmath scipy; python distributions.py > distributions.json
"""
import json
from mpmath import mp, mpf, log, exp, pi, gamma, loggamma, sqrt, betainc, gammainc, erfc, atan, digamma, inf
from scipy import stats

mp.dps = 50


def logbeta(a, b):
    return loggamma(a) + loggamma(b) - loggamma(a + b)


def normal(m, s):
    return (lambda x: -((x - m) / s) ** 2 / 2 - log(s * sqrt(2 * pi)),
            lambda x: erfc((m - x) / (s * sqrt(2))) / 2, log(s * sqrt(2 * pi * mp.e)), stats.norm(float(m), float(s)))


def laplace(m, b):
    def cdf(x):
        t = exp(-abs(x - m) / b) / 2
        return t if x < m else 1 - t
    return (lambda x: -abs(x - m) / b - log(2 * b), cdf, 1 + log(2 * b), stats.laplace(float(m), float(b)))


def cauchy(m, s):
    return (lambda x: -log(pi * s * (1 + ((x - m) / s) ** 2)),
            lambda x: mp.mpf(1) / 2 + atan((x - m) / s) / pi, log(4 * pi * s), stats.cauchy(float(m), float(s)))


def exponential(r):
    return (lambda x: log(r) - r * x, lambda x: 1 - exp(-r * x), 1 - log(r), stats.expon(scale=1 / float(r)))


def gamma_(a, b):
    return (lambda x: a * log(b) + (a - 1) * log(x) - b * x - loggamma(a),
            lambda x: gammainc(a, 0, b * x, regularized=True),
            a - log(b) + loggamma(a) + (1 - a) * digamma(a), stats.gamma(float(a), scale=1 / float(b)))


def beta(a, b):
    h = logbeta(a, b) - (a - 1) * digamma(a) - (b - 1) * digamma(b) + (a + b - 2) * digamma(a + b)
    return (lambda x: (a - 1) * log(x) + (b - 1) * log(1 - x) - logbeta(a, b),
            lambda x: betainc(a, b, 0, x, regularized=True), h, stats.beta(float(a), float(b)))


def student(n, m, s):
    def logpdf(x):
        z = (x - m) / s
        return -(n + 1) / 2 * log(1 + z * z / n) - logbeta(n / 2, mpf(1) / 2) - log(n) / 2 - log(s)

    def cdf(x):
        z = (x - m) / s
        t = betainc(n / 2, mpf(1) / 2, 0, n / (n + z * z), regularized=True) / 2
        return t if z < 0 else 1 - t
    h = (n + 1) / 2 * (digamma((n + 1) / 2) - digamma(n / 2)) + log(n) / 2 + logbeta(n / 2, mpf(1) / 2) + log(s)
    return logpdf, cdf, h, stats.t(float(n), float(m), float(s))


def uniform(a, b):
    return (lambda x: -log(b - a), lambda x: (x - a) / (b - a), log(b - a), stats.uniform(float(a), float(b - a)))


def continuous_bernoulli(p):
    n = log(p / (1 - p))
    a = log((exp(n) - 1) / n) if n != 0 else mpf(0)
    mean = 1 / (1 - exp(-n)) - 1 / n if n != 0 else mpf(1) / 2
    return (lambda x: n * x - a, lambda x: (exp(n * x) - 1) / (exp(n) - 1) if n != 0 else x, a - n * mean, None)


def poisson(r):
    def pmf(k):
        return exp(k * log(r) - r - loggamma(k + 1))
    top = int(r + 40 * sqrt(r) + 60)
    h = -mp.fsum(pmf(k) * log(pmf(k)) for k in range(top)) if r < 2000 else None
    return (lambda k: k * log(r) - r - loggamma(k + 1),
            lambda k: gammainc(mp.floor(k) + 1, r, inf, regularized=True), h, stats.poisson(float(r)))


def bernoulli(p):
    h = -(p * log(p) + (1 - p) * log(1 - p))
    return (lambda x: log(p) if x == 1 else log(1 - p), lambda x: 1 - p if x < 1 else mpf(1), h, None)


CASES = [
    ("Normal", normal, (0, 1), (0, 1.5, -8, 40, -38)), ("Normal", normal, (3, 1e-5), (3, 3.00001, 2)),
    ("Normal", normal, (-1e8, 1e3), (-1e8, 0)), ("Laplace", laplace, (1, 2), (0, 1, 5, -700, 900)),
    ("Cauchy", cauchy, (0, 1), (0, 1, -1e3, -1e12, 1e200)), ("Cauchy", cauchy, (2, 0.5), (2, 3)),
    ("Exponential", exponential, (1,), (0, 1e-12, 1, 800)), ("Exponential", exponential, (1e-3,), (1, 1e5)),
    ("Gamma", gamma_, (0.5, 2), (1e-100, 0.1, 5, 200)), ("Gamma", gamma_, (3, 1), (0.01, 2, 60)),
    ("Gamma", gamma_, (1000, 10), (50, 100, 130)), ("Gamma", gamma_, (1e-3, 1), (1e-200, 1e-3, 1)),
    ("Gamma", gamma_, (1e6, 1e3), (990, 1000, 1001)), ("Beta", beta, (0.5, 0.5), (1e-12, 0.25, 0.9)),
    ("Beta", beta, (2, 5), (0.01, 0.3, 0.999)), ("Beta", beta, (100, 300), (0.1, 0.25, 0.4)),
    ("Beta", beta, (1, 1), (0.5,)), ("StudentT", student, (5, 0, 1), (0, 1, -30, 1e6)),
    ("StudentT", student, (1, 1, 2), (0, 100)), ("StudentT", student, (2.5, -1, 3), (-1, 4)),
    ("StudentT", student, (1000, 0, 1), (0.5, -6)), ("Uniform", uniform, (-1, 3), (-1, 0, 2.5)),
    ("ContinuousBernoulli", continuous_bernoulli, (0.5,), (0, 0.3, 1)),
    ("ContinuousBernoulli", continuous_bernoulli, (0.500001,), (0.3, 0.9)),
    ("ContinuousBernoulli", continuous_bernoulli, (0.9,), (0, 0.5, 1)),
    ("ContinuousBernoulli", continuous_bernoulli, (1e-30,), (1e-3, 0.5)),
    ("Poisson", poisson, (3,), (0, 2, 50)), ("Poisson", poisson, (0.01,), (0, 1, 4)),
    ("Poisson", poisson, (1500,), (1000, 1500, 1700)), ("Poisson", poisson, (1e6,), (995000, 1000000)),
    ("Bernoulli", bernoulli, (0.3,), (0, 1)), ("Bernoulli", bernoulli, (1e-18,), (0, 1)),
]
TAILS = (1e-12, 1e-3, 0.25, 0.5, 0.9)

out = []
for name, build, parameters, points in CASES:
    logpdf, cdf, entropy, scipy = build(*map(mpf, parameters))
    case = {"family": name, "parameters": parameters, "entropy": None if entropy is None else float(entropy)}
    case["logProb"] = [[x, float(logpdf(mpf(x)))] for x in points]
    case["cdf"] = [[x, float(cdf(mpf(x)))] for x in points]
    if scipy is not None:
        case["quantile"] = [[p, float(scipy.ppf(p))] for p in TAILS]
        case["upperQuantile"] = [[p, float(scipy.isf(p))] for p in TAILS]
        case["moments"] = [float(v) if v == v and abs(v) != float("inf") else None for v in scipy.stats("mv")]
    out.append(case)
print(json.dumps(out, indent=1))
