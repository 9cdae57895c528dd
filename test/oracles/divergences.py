"""Divergences other than KL, from mpmath with 50 digits: sums and Gauss-Legendre quadrature of their definitions, between the
places where densities cross. Where Renyi's divergence has a textbook form (through log normalisers) that is used for extreme
parameters, after quadrature has confirmed it for moderate ones. SciPy checks the vectors.

Run: pip install mpmath scipy numpy; python divergences.py > divergences.json
"""
import json
import math
import random
from mpmath import mp, mpf, log, exp, expm1, log1p, pi, sqrt, loggamma, inf, erfc, erfinv, gammainc, betainc, atan, tan, matrix, binomial
import numpy as np
from scipy.spatial.distance import jensenshannon
from scipy.stats import wasserstein_distance

mp.dps = 50
random.seed(20240501)
HALF = mpf(1) / 2


def gauss_legendre(n):
    """Nodes and weights on [0, 1]: Newton's method on the Legendre polynomial."""
    rule = []
    for guess in np.polynomial.legendre.leggauss(n)[0]:
        x = mpf(float(guess))
        for _ in range(6):
            before, value = mpf(1), x
            for k in range(2, n + 1):
                before, value = value, ((2 * k - 1) * x * value - (k - 1) * before) / k
            slope = n * (x * value - before) / (x * x - 1)
            x -= value / slope
        rule.append(((1 + x) / 2, 1 / ((1 - x * x) * slope ** 2)))
    return rule


RULE = gauss_legendre(18)


def logbeta(a, b):
    return loggamma(a) + loggamma(b) - loggamma(a + b)


# ---- families: the log density, a centre, a scale and the support; for Renyi natural parameters and the log normaliser ------
class Family:
    support = (-inf, inf)
    discrete = False
    kinks = ()

    def __init__(self, *given):
        self.name, self.given = type(self).__name__, given
        self.t = [mpf(v) for v in given]
        self.setup(*self.t)

    natural = None


class Normal(Family):
    def setup(self, m, s):
        self.centre, self.scale = m, s
        self.natural = [m / s ** 2, -1 / (2 * s ** 2)]

    def logpdf(self, x):
        return -((x - self.centre) / self.scale) ** 2 / 2 - log(self.scale * sqrt(2 * pi))

    @staticmethod
    def normaliser(a, b):
        return -a * a / (4 * b) - log(-2 * b) / 2 if b < 0 else inf

    def cdf(self, x):
        return erfc((self.centre - x) / self.scale / sqrt(mpf(2))) / 2

    def quantile(self, u):
        return self.centre + self.scale * sqrt(mpf(2)) * erfinv(2 * u - 1)


class LogNormal(Family):
    support = (0, inf)

    def setup(self, m, s):
        self.log = Normal(m, s)
        self.natural, self.normaliser = self.log.natural, self.log.normaliser
        self.centre, self.scale = mpf(0), exp(m)

    def logpdf(self, x):
        return self.log.logpdf(log(x)) - log(x)

    def quantile(self, u):
        return exp(self.log.quantile(u))


class Laplace(Family):
    def setup(self, m, b):
        self.centre, self.scale, self.kinks = m, b, (m,)
        self.natural = [-1 / b]

    def logpdf(self, x):
        return -abs(x - self.centre) / self.scale - log(2 * self.scale)

    @staticmethod
    def normaliser(a):
        return -log(-a) if a < 0 else inf

    def quantile(self, u):
        return self.centre + self.scale * (log(2 * u) if u < HALF else -log(2 * (1 - u)))


class Cauchy(Family):
    def setup(self, m, s):
        self.centre, self.scale = m, s

    def logpdf(self, x):
        return -log(pi * self.scale * (1 + ((x - self.centre) / self.scale) ** 2))


class StudentT(Family):
    def setup(self, n, m, s):
        self.n, self.centre, self.scale = n, m, s
        self.norm = log(n) / 2 + logbeta(n / 2, HALF) + log(s)

    def logpdf(self, x):
        return -(self.n + 1) / 2 * log(1 + ((x - self.centre) / self.scale) ** 2 / self.n) - self.norm

    def cdf(self, x):
        z = (x - self.centre) / self.scale
        tail = betainc(self.n / 2, HALF, 0, self.n / (self.n + z * z), regularized=True) / 2
        return tail if z < 0 else 1 - tail


class Gumbel(Family):
    def setup(self, m, b):
        self.centre, self.scale = m, b

    def logpdf(self, x):
        z = (x - self.centre) / self.scale
        return -z - exp(-z) - log(self.scale)

    def quantile(self, u):
        return self.centre - self.scale * log(-log(u))


class HalfNormal(Family):
    support = (0, inf)

    def setup(self, s):
        self.centre, self.scale = mpf(0), s
        self.natural = [-1 / (2 * s * s)]

    def logpdf(self, x):
        return log(2 / pi) / 2 - log(self.scale) - (x / self.scale) ** 2 / 2

    @staticmethod
    def normaliser(a):
        return -log(-2 * a) / 2 if a < 0 else inf


class Gamma(Family):
    support = (0, inf)

    def setup(self, a, b):
        self.a, self.b = a, b
        self.centre, self.scale = mpf(0), max(a, 1) / b
        self.natural = [a, b]

    def logpdf(self, x):
        return self.a * log(self.b) + (self.a - 1) * log(x) - self.b * x - loggamma(self.a)

    @staticmethod
    def normaliser(a, b):
        return loggamma(a) - a * log(b) if a > 0 and b > 0 else inf

    def cdf(self, x):
        return gammainc(self.a, 0, self.b * x, regularized=True)


class Exponential(Gamma):
    def setup(self, rate):
        super().setup(mpf(1), rate)

    def quantile(self, u):
        return -log1p(-u) / self.b


class Beta(Family):
    support = (0, 1)

    def setup(self, a, b):
        self.centre, self.scale = mpf(0), mpf(1)
        self.natural = [a, b]

    def logpdf(self, x):
        a, b = self.natural
        return (a - 1) * log(x) + (b - 1) * log(1 - x) - logbeta(a, b)

    @staticmethod
    def normaliser(a, b):
        return logbeta(a, b) if a > 0 and b > 0 else inf

    def cdf(self, x):
        return betainc(*self.natural, 0, x, regularized=True)


class ContinuousBernoulli(Family):
    support = (0, 1)

    def setup(self, p):
        self.centre, self.scale = mpf(0), mpf(1)
        self.natural = [log(p / (1 - p))]

    def logpdf(self, x):
        return self.natural[0] * x - self.normaliser(self.natural[0])

    @staticmethod
    def normaliser(n):
        return log(expm1(n) / n) if n != 0 else mpf(0)


class Pareto(Family):
    def setup(self, m, a):
        self.m, self.a, self.support = m, a, (m, inf)
        self.centre, self.scale = m, m

    def logpdf(self, x):
        return log(self.a) + self.a * log(self.m) - (self.a + 1) * log(x)

    def quantile(self, u):
        return self.m * exp(-log1p(-u) / self.a)


class Uniform(Family):
    def setup(self, lo, hi):
        self.support = (lo, hi)
        self.centre, self.scale = lo, hi - lo

    def logpdf(self, x):
        return -log(self.scale)

    def quantile(self, u):
        return self.support[0] + u * self.scale


class Mixture(Family):
    """Of normals: weight, mean, sd, weight, mean, sd, …"""

    def setup(self, *t):
        self.normals = [(t[k], Normal(t[k + 1], t[k + 2])) for k in range(0, len(t), 3)]

    def logpdf(self, x):
        return log(sum(w * exp(n.logpdf(x)) for w, n in self.normals))


class Discrete(Family):
    discrete = True
    support = (0, inf)


class Poisson(Discrete):
    def setup(self, r):
        self.mean, self.sd = r, sqrt(r)
        self.natural, self.normaliser = [log(r)], lambda a: exp(a)

    def logpdf(self, k):
        return k * log(self.mean) - self.mean - loggamma(k + 1)


class NegativeBinomial(Discrete):
    def setup(self, r, p):
        self.r, self.p = r, p
        self.mean, self.sd = r * (1 - p) / p, sqrt(r * (1 - p)) / p
        self.natural = [log(1 - p)]

    def normaliser(self, a):
        return -self.r * log(-expm1(a)) if a < 0 else inf

    def logpdf(self, k):
        return loggamma(k + self.r) - loggamma(self.r) - loggamma(k + 1) + self.r * log(self.p) + k * log(1 - self.p)


class Geometric(NegativeBinomial):
    def setup(self, p):
        super().setup(mpf(1), p)


class Binomial(Discrete):
    def setup(self, n, p):
        self.n, self.p, self.support = int(n), p, (0, int(n))
        self.mean, self.sd = n * p, sqrt(n * p * (1 - p))
        self.natural = [log(p / (1 - p))] if 0 < p < 1 else None

    def normaliser(self, a):
        return self.n * log1p(exp(a))

    def logpdf(self, k):
        if self.p in (0, 1):
            return mpf(0) if k == self.n * self.p else -inf
        return log(binomial(self.n, k)) + k * log(self.p) + (self.n - k) * log(1 - self.p)


class Bernoulli(Binomial):
    def setup(self, p):
        super().setup(mpf(1), p)


class Categorical(Discrete):
    def __init__(self, *p):
        self.name, self.given = "Categorical", [list(p)]
        total = sum(mpf(v) for v in p)
        self.v, self.support = [mpf(v) / total for v in p], (0, len(p) - 1)
        self.mean, self.sd = mpf(0), mpf(1)

    def logpdf(self, k):
        return log(self.v[k]) if self.v[k] > 0 else -inf


# ---- masses: places with their weight, log p and log q ----------------------------------------------------------------------
def inside(d, x):
    return d.support[0] <= x <= d.support[1]


def logs(p, q, x):
    return (p.logpdf(x) if inside(p, x) else -inf), (q.logpdf(x) if inside(q, x) else -inf)


def panels(p, q):
    """Ends of the panels: distances from centres and ends in powers of two, kinks, and where the densities cross."""
    points = set()
    leaves = [n for d in (p, q) for n in ([m for _, m in d.normals] if isinstance(d, Mixture) else [d])]
    lo, hi = min(d.support[0] for d in leaves), max(d.support[1] for d in leaves)
    for d in leaves:
        points.update(v for v in (*d.kinks, *d.support, d.centre) if abs(v) < inf)
        singular = d.support[0] == 0
        crowded = isinstance(d, (Beta, Gamma)) and d.natural[0] < 1
        low, high = -300 if crowded else -100 if singular else -5, 130 if isinstance(d, (Cauchy, StudentT, Pareto)) else 40
        for k in [*range(low, high), *(mpf(k) / 2 for k in range(-9, 16, 2))]:
            step = d.scale * mpf(2) ** k
            points.update((d.centre + step, d.centre - step))
        if d.support == (0, 1):
            points.update(1 - mpf(2) ** -k for k in range(1, 130))
        if isinstance(d, Gamma) and d.a > 5:  # its bulk, which is narrow
            points.update(d.a / d.b + sqrt(d.a) / d.b * j for j in range(-25, 40))
    points = sorted(x for x in points if lo <= x <= hi)
    ends = [points[0]]
    for to in points[1:]:
        start = ends[-1]
        if to - start < abs(to) * mpf(10) ** -45:
            continue
        a, b = start + (to - start) / 1000, to - (to - start) / 1000
        above = [p_ > q_ for p_, q_ in (logs(p, q, a), logs(p, q, b))]
        both = all(v > -inf for v in (*logs(p, q, a), *logs(p, q, b)))
        if both and above[0] != above[1]:
            for _ in range(200):
                middle = (a + b) / 2
                p_, q_ = logs(p, q, middle)
                a, b = (middle, b) if (p_ > q_) == above[0] else (a, middle)
            ends.append(a)
        ends.append(to)
    return ends


def masses(p, q):
    if p.discrete:
        lo = min(d.support[0] for d in (p, q))
        hi = max(d.support[1] for d in (p, q))
        if hi == inf:
            hi = int(max(d.mean + 60 * d.sd * max(1, 5 * d.sd / (d.mean + 1)) + 60 for d in (p, q)))
        return [(mpf(1), *logs(p, q, k)) for k in range(int(lo), hi + 1)]
    ends = panels(p, q)
    found = []
    for start, to in zip(ends, ends[1:]):
        rest = logs(p, q, (start + to) / 2)
        if max(rest) < -400 and max(*logs(p, q, start + (to - start) / 99), *logs(p, q, to - (to - start) / 99)) < -400:
            continue
        for x, w in RULE:
            at = start + (to - start) * x
            found.append((w * (to - start), *logs(p, q, at)))
    return found


def checked(found, name):
    for which in (1, 2):
        total = sum(m[0] * exp(m[which]) for m in found if m[which] > -inf)
        assert abs(total - 1) < mpf(10) ** -24, (name, which, mp.nstr(total - 1, 5))
    return [(w, exp(a) if a > -inf else mpf(0), exp(b) if b > -inf else mpf(0), a, b) for w, a, b in found]


# ---- the divergences ----------------------------------------------------------------------------------------------------------
def xlogy(x, y):
    return x * log(y) if x > 0 else mpf(0)


def jensen_shannon(a, b):
    return (xlogy(a, 2 * a / (a + b)) + xlogy(b, 2 * b / (a + b))) / 2 if a + b > 0 else mpf(0)


def triangular(a, b):
    return (a - b) ** 2 / (a + b) if a + b > 0 else mpf(0)


def integral(found, f):
    return sum((m[0] * f(m[1], m[2]) for m in found), mpf(0))


def renyi(found, alpha):
    """The sum less 1 from p^α q^(1 - α) - αp - (1 - α)q, so that the error of the quadrature is relative to it; the sum itself where it is small."""
    alpha = mpf(alpha)
    total = excess = mpf(0)
    for w, a, b, la, lb in found:
        if a > 0 and b > 0:
            power = exp(alpha * la + (1 - alpha) * lb)
            total += w * power
            excess += w * (power - alpha * a - (1 - alpha) * b)
        elif a > 0 and alpha > 1:
            return inf
        else:
            excess -= w * (alpha * a + (1 - alpha) * b)
    if total == 0:
        return inf
    return (log1p(excess) if excess > -HALF else log(total)) / (alpha - 1)


def textbook_renyi(p, q, alpha):
    alpha = mpf(alpha)
    norm = p.normaliser
    mixed = norm(*[alpha * a + (1 - alpha) * b for a, b in zip(p.natural, q.natural)])
    return (mixed - alpha * norm(*p.natural) - (1 - alpha) * q.normaliser(*q.natural)) / (alpha - 1)


def number(value):
    as_float = float(value)
    return as_float if math.isfinite(as_float) else "Infinity"


def named(d):
    return [d.name, *d.given]


ALPHAS = [0.1, 0.5, 0.9, 1 - 1e-6, 1 + 1e-6, 1.5, 2, 5]
out = {"between": [], "renyi": [], "vectors": [], "mutualInformation": [], "wasserstein": [], "wassersteinOfNormals": []}


def diverges(p, q, alpha):
    """For alpha > 1 by the tails: of one exponential family by its normaliser, of Gumbels by the lower tail exp(-exp((m - x)/b))."""
    if isinstance(p, Gumbel) and isinstance(q, Gumbel):
        if p.scale == q.scale:
            return alpha * exp(p.centre / p.scale) < (alpha - 1) * exp(q.centre / q.scale)
        return p.scale > q.scale
    return p.natural is not None and q.natural is not None and type(p) is type(q) and textbook_renyi(p, q, alpha) == inf


def between(p, q, infinite_from=inf):
    """Everything, for p and q of moderate parameters. `infinite_from`: the order from which on Renyi's divergence is infinite."""
    found = checked(masses(p, q), (p.name, p.given, q.name, q.given))
    row = [named(p), named(q), jensen_shannon, lambda a, b: abs(a - b) / 2, triangular]
    row[2:] = [number(integral(found, f)) for f in row[2:]]
    row.append(number(sqrt(integral(found, lambda a, b: (sqrt(a) - sqrt(b)) ** 2 / 2))))
    orders = []
    for alpha in ALPHAS:
        value = inf if alpha >= infinite_from or alpha > 1 and diverges(p, q, alpha) else renyi(found, alpha)
        if p.natural and q.natural and type(p) is type(q) and value < inf and getattr(p, "r", 0) == getattr(q, "r", 0) and (
                p.name != "Laplace" or p.centre == q.centre) and getattr(p, "n", 0) == getattr(q, "n", 0):
            textbook = textbook_renyi(p, q, alpha)
            moderate = abs((alpha - 1) * textbook) < 5
            assert not moderate or abs(textbook - value) <= mpf(10) ** -16 * abs(value), (row[:2], alpha, textbook, value)
            value = textbook
        orders.append(number(value))
    d2 = mpf(orders[ALPHAS.index(2)]) if orders[ALPHAS.index(2)] != "Infinity" else inf
    chi = inf if d2 == inf else integral(found, lambda a, b: (a - b) ** 2 / b if a != b else mpf(0))
    out["between"].append([*row, number(chi), orders])


def near(v, size):
    return v * (1 + random.choice([-1, 1]) * size)


MODERATE = [
    (Normal(0.0, 1.0), Normal(1.0, 1.0)), (Normal(0.0, 1.0), Normal(-2.0, 1.3)), (Normal(0.0, 1.0), Normal(0.3, 0.75)),
    (Normal(0.0, 1.0), Normal(0.0, 1e-3)), (Normal(0.0, 1.0), Normal(3.0, 1e-4)), (Normal(0.0, 1e-8), Normal(1.0, 1e8)),
    (Normal(0.0, 1.0), Normal(50.0, 1.0)), (Normal(1e-150, 1e-150), Normal(0.0, 2e-150)), (Normal(1e150, 1e150), Normal(0.0, 2e150)),
    (LogNormal(0.0, 1.0), LogNormal(0.5, 1.3)), (LogNormal(0.0, 0.3), LogNormal(0.5, 0.25)),
    (Laplace(0.0, 1.0), Laplace(0.0, 1.7)), (Laplace(0.0, 1.0), Laplace(1.0, 1.2)), (Laplace(0.0, 1.0), Laplace(0.0, 0.9)),
    (HalfNormal(1.0), HalfNormal(1.4)), (HalfNormal(1.0), HalfNormal(0.8)), (HalfNormal(1e-200), HalfNormal(1.2e-200)),
    (Exponential(1.0), Exponential(1.5)), (Exponential(1.0), Exponential(0.4)), (Exponential(1e5), Exponential(1e-5)),
    (Gamma(2.0, 3.0), Gamma(4.0, 2.5)), (Gamma(0.3, 1.0), Gamma(0.5, 2.0)), (Gamma(30.0, 2.0), Gamma(25.0, 1.9)),
    (Gamma(2.0, 3.0), Exponential(2.0)),
    (Beta(2.0, 3.0), Beta(1.5, 2.5)), (Beta(0.5, 2.0), Beta(0.7, 1.5)), (Beta(2.0, 3.0), Beta(3.0, 2.0)),
    (ContinuousBernoulli(0.3), ContinuousBernoulli(0.8)), (ContinuousBernoulli(0.5), ContinuousBernoulli(0.999)),
    (Uniform(0.0, 1.0), Uniform(-0.5, 1.25)), (Uniform(0.0, 1.0), Uniform(0.25, 2.0)), (Uniform(0.0, 1.0), Uniform(2.0, 3.0)),
    (Poisson(3.0), Poisson(4.5)), (Poisson(1e-20), Poisson(3e-20)), (Poisson(200.0), Poisson(210.0)), (Poisson(0.01), Poisson(90.0)),
    (Geometric(0.3), Geometric(0.4)), (Geometric(0.9), Geometric(0.05)), (Geometric(0.3), Geometric(0.9)),
    (NegativeBinomial(2.5, 0.4), NegativeBinomial(2.5, 0.5)), (NegativeBinomial(2.5, 0.4), NegativeBinomial(3.5, 0.4)),
    (Binomial(10, 0.3), Binomial(10, 0.45)), (Binomial(40, 1e-9), Binomial(40, 0.5)), (Binomial(5, 0.0), Binomial(5, 0.5)),
    (Binomial(10, 0.3), Binomial(20, 0.2)), (Binomial(5, 0.5), Binomial(5, 1.0)),
    (Bernoulli(0.3), Bernoulli(0.7)), (Bernoulli(1e-20), Bernoulli(2e-20)), (Bernoulli(0.0), Bernoulli(1.0)), (Bernoulli(0.0), Bernoulli(0.25)),
    (Bernoulli(0.25), Categorical(0.25, 0.25, 0.5)), (Categorical(0.5, 0.0, 0.5), Categorical(0.25, 0.0, 0.75)),
    (Categorical(0.5, 0.25, 0.25), Categorical(0.75, 0.0, 0.25)),
    # Different families
    (Poisson(3.0), Geometric(0.25)), (Binomial(10, 0.3), Poisson(3.0)), (Categorical(0.25, 0.25, 0.5), Poisson(1.0)),
    (Normal(0.0, 1.0), Laplace(0.0, 1.0)), (Normal(0.0, 1.0), Laplace(3.0, 0.1)), (Normal(0.0, 1.0), StudentT(5.0, 0.0, 1.0)),
    (Normal(0.0, 1.0), Cauchy(1.0, 0.5)), (StudentT(5.0, 0.0, 1.0), StudentT(2.5, 1.0, 2.0)), (Cauchy(0.0, 1.0), Cauchy(1.0, 3.0)),
    (Cauchy(0.0, 1.0), Cauchy(1e4, 1.0)), (Gumbel(0.0, 1.0), Gumbel(1.0, 1.0)), (Normal(0.0, 1.0), Laplace(200.0, 1.0)),
    (Exponential(1.0), Normal(1.0, 2.0), 1.0), (Uniform(-1.0, 2.0), Normal(0.3, 1.1)), (Beta(2.0, 3.0), Uniform(0.0, 1.0)),
    (Beta(2.0, 3.0), Normal(0.5, 0.2)), (Uniform(0.0, 1.0), Exponential(2.0)), (Gamma(2.0, 3.0), LogNormal(0.0, 1.0), 1.0),
    (Pareto(1.0, 2.0), Pareto(1.0, 3.0), 3.0), (Pareto(1.5, 2.0), Pareto(1.0, 3.0), 3.0), (Pareto(1.0, 3.0), Pareto(1.5, 2.0)),
    (Mixture(0.5, 0.0, 1.0, 0.5, 5.0, 0.01), Mixture(0.25, 0.0, 1.0, 0.75, 5.0, 0.02)), (Normal(0.0, 1.0), Mixture(0.5, 0.0, 1.1, 0.5, 4.0, 1.0)),
]
for p, q, *rest in MODERATE:
    between(p, q, *rest)

# Nearly equal, down to a relative 1e-9.
CLOSE = [(Normal, 0.3, 1.0), (LogNormal, 0.5, 0.7), (Laplace, 0.5, 1.3), (Cauchy, 0.5, 1.3), (StudentT, 4.5, 0.5, 1.3), (Gumbel, 0.5, 1.3),
         (HalfNormal, 1.3), (Gamma, 2.5, 1.3), (Exponential, 1.3), (Beta, 2.5, 1.3), (ContinuousBernoulli, 0.3), (Pareto, 1.3, 2.5),
         (Uniform, 0.5, 1.3), (Poisson, 3.3), (Geometric, 0.3), (Binomial, 7, 0.3), (Bernoulli, 0.3)]
for family, *given in CLOSE:
    for size in (1e-3, 1e-6, 1e-9):
        close = [given[0], *(near(v, size) for v in given[1:])] if family is Binomial else [near(v, size) for v in given]
        if family is Pareto:  # the support of q contains p's
            close[0] = given[0] * (1 - size)
        if family is Uniform:
            close = [given[0] * (1 - size), given[1] * (1 + size / 2)]
        p, q = family(*given), family(*close)
        between(p, q)


# ---- Renyi's divergence by the textbook form, where parameters are extreme or an order is close to the last finite one --------
class DiagonalNormal:
    def __init__(self, mean, sd):
        self.name, self.given = "DiagonalNormal", (mean, sd)
        self.mean, self.covariance = matrix(mean), mp.diag([mpf(v) ** 2 for v in sd])


class MultivariateNormal:
    def __init__(self, mean, covariance):
        self.name, self.given = "MultivariateNormal", (mean, covariance)
        self.mean, self.covariance = matrix(mean), matrix(covariance)


class Dirichlet:
    def __init__(self, *given):
        self.name, self.given = "Dirichlet", [list(given)]
        self.natural = [mpf(v) for v in given]

    @staticmethod
    def normaliser(*c):
        return sum(loggamma(v) for v in c) - loggamma(sum(c)) if min(c) > 0 else inf


def renyi_of_normals(p, q, alpha):
    """Gil, Alajaji & Linder (2013)."""
    mixed = (1 - alpha) * p.covariance + alpha * q.covariance
    both = p.covariance ** -1 * alpha + q.covariance ** -1 * (1 - alpha)
    if min(mp.eigsy(both, eigvals_only=True)) <= 0:
        return inf
    shift = p.mean - q.mean
    determinants = log(mp.det(mixed)) - (1 - alpha) * log(mp.det(p.covariance)) - alpha * log(mp.det(q.covariance))
    return alpha / 2 * (shift.T * mixed ** -1 * shift)[0] - determinants / (2 * (alpha - 1))


def add_renyi(p, q, orders):
    for alpha in orders:
        of = renyi_of_normals if hasattr(p, "covariance") else textbook_renyi
        value = inf if alpha > 1 and isinstance(p, Pareto) and p.m < q.m else of(p, q, mpf(alpha))
        out["renyi"].append([named(p), named(q), alpha, number(value)])


def draw(lo, hi):
    return float(f"{10 ** random.uniform(lo, hi):.4g}")


def success():
    p = draw(-4, -0.01)
    return p if random.random() < 0.5 else 1 - p


POSITIVE = {Exponential: 1, Gamma: 2, Beta: 2, HalfNormal: 1, Poisson: 1, Dirichlet: 4}
for family, parameters in POSITIVE.items():
    for wide in (1, 4, 1e-3, 1e-9):
        given = [draw(-min(wide, 4), min(wide, 4)) for _ in range(parameters)]
        other = [near(v, wide) if wide < 1 else draw(-wide, wide) for v in given]
        add_renyi(family(*given), family(*other), [0.1, 0.5, 0.9, 1 - 1e-6, 1 + 1e-6, 2, 5])
for family in (Geometric, lambda p: NegativeBinomial(2.5, p), lambda p: Binomial(12, p), ContinuousBernoulli):
    for p, q in [(success(), success()), (0.3, 0.3 + 3e-10), (1e-9, 0.4), (0.4, 1e-9)]:
        add_renyi(family(p), family(q), [0.1, 0.5, 1 - 1e-6, 1 + 1e-6, 2, 5])
for family in (Normal, LogNormal):
    for given in [(0.0, 1.0, 1e-9, 1 + 1e-9), (0.0, 1e-200, 0.0, 1e200), (5.0, 1.0, -3.0, 1.3), (0.0, 1e-5, 40.0, 1e5)]:
        add_renyi(family(*given[:2]), family(*given[2:]), [0.1, 0.5, 1 - 1e-6, 1 + 1e-6, 2, 5])
# Near the last finite order: for variances a and b it is b / (a - b) + 1, for rates a / (a - b) of the larger b and so on.
for size in (1e-2, 1e-4, 1e-6, 0.0, -1e-6):
    add_renyi(Normal(0.5, math.sqrt(2)), Normal(0.0, 1.0), [2 - size])
    add_renyi(HalfNormal(math.sqrt(2)), HalfNormal(1.0), [2 - size])
    add_renyi(Exponential(1.0), Exponential(1.5), [3 - size])
    add_renyi(Gamma(2.0, 1.0), Gamma(3.0, 1.5), [3 - size])
    add_renyi(Beta(2.0, 1.0), Beta(3.0, 1.0), [3 - size])
    add_renyi(Laplace(0.5, 1.5), Laplace(0.5, 1.0), [3 - size])
for d in (1, 2, 3, 5):
    for size in (1, 1e-3, 1e-9):
        g = np.random.default_rng(d)
        a, b = g.normal(size=(d, d)).round(3), g.normal(size=(d, d)).round(3)
        c = (a @ a.T + 0.5 * np.eye(d)).round(4)
        e = (b @ b.T + 0.5 * np.eye(d)).round(4) if size == 1 else c * (1 + size * np.diag(np.arange(d) - 0.7))
        m = g.normal(size=d).round(3)
        n = m + size * g.normal(size=d).round(3)
        p, q = MultivariateNormal(m.tolist(), c.tolist()), MultivariateNormal(n.tolist(), e.tolist())
        add_renyi(p, q, [0.1, 0.5, 1 - 1e-6, 1 + 1e-6, 1.5, 5])
        root = mp.zeros(d)
        values, vectors = mp.eigsy(q.covariance)
        root = vectors * mp.diag([sqrt(v) for v in values]) * vectors.T
        inner = root * p.covariance * root
        roots = sum(sqrt(v) for v in mp.eigsy((inner + inner.T) / 2, eigvals_only=True))
        trace = sum(p.covariance[i, i] + q.covariance[i, i] for i in range(d)) - 2 * roots
        shift = p.mean - q.mean
        out["wassersteinOfNormals"].append([named(p), named(q), number(sqrt((shift.T * shift)[0] + trace))])
for size in (1, 1e-9):
    p = DiagonalNormal([0.5, 3.0, -1.0], [1.0, 2.0, 1e-3])
    q = DiagonalNormal([0.5 + size, 3.0, -1.0], [1.0, 2.0 * (1 + size), 1e-3 * (1 + size / 2)])
    add_renyi(p, q, [0.1, 0.5, 1 - 1e-6, 1 + 1e-6, 1.2])
    change = [(a - b) for a, b in zip((*p.mean, *map(mpf, p.given[1])), (*q.mean, *map(mpf, q.given[1])))]
    out["wassersteinOfNormals"].append([named(p), named(q), number(sqrt(sum(v * v for v in change)))])


# ---- vectors: multiples of a power of two that sum to 1 exactly, so that nothing is left to a normalisation ------------------------
def vector(k, bits):
    cuts = sorted(random.randint(1, 2 ** bits - 1) for _ in range(k - 1))
    return [(b - a) / 2 ** bits for a, b in zip([0, *cuts], [*cuts, 2 ** bits])]


def close_to(p, size):
    """Moves relative `size` of each entry to the next."""
    q = list(p)
    for i in range(0, len(p) - 1, 2):
        moved = round(min(p[i], p[i + 1]) * size * 2 ** 53) / 2 ** 53
        q[i], q[i + 1] = p[i] - moved, p[i + 1] + moved
    assert math.fsum(q) == 1
    return q


def transport(p, q, places, order):
    order_of = sorted(range(len(p)), key=lambda i: places[i])
    supply, demand = [[mpf(of[i]), mpf(places[i])] for of in (p,) for i in order_of], [[mpf(q[i]), mpf(places[i])] for i in order_of]
    i = j = 0
    cost = mpf(0)
    while i < len(supply) and j < len(demand):
        moved = min(supply[i][0], demand[j][0])
        cost += moved * abs(supply[i][1] - demand[j][1]) ** order
        supply[i][0] -= moved
        demand[j][0] -= moved
        if supply[i][0] == 0:
            i += 1
        else:
            j += 1
    return cost ** (mpf(1) / order)


def add_vectors(p, q, alphas, places):
    P, Q = [mpf(v) for v in p], [mpf(v) for v in q]
    pairs = list(zip(P, Q))
    kl = lambda these: sum((a * log(a / b) if b > 0 else inf) for a, b in these if a > 0)
    js = sum(jensen_shannon(a, b) for a, b in pairs)
    w = [transport(p, q, places, r) for r in (1, 2, 3)]
    if js > 1e-4:
        assert abs(jensenshannon(p, q) ** 2 - float(js)) < 1e-10
        assert abs(wasserstein_distance(places, places, p, q) - float(w[0])) < 1e-12
    found = [(mpf(1), a, b, log(a) if a > 0 else -inf, log(b) if b > 0 else -inf) for a, b in pairs]
    chi = sum(((a - b) ** 2 / b if b > 0 else inf) for a, b in pairs if a != b)
    out["vectors"].append([p, q, places, [number(v) for v in (
        js, kl(pairs) + kl([(b, a) for a, b in pairs]), sum(abs(a - b) for a, b in pairs) / 2, sum(triangular(a, b) for a, b in pairs),
        sqrt(sum((sqrt(a) - sqrt(b)) ** 2 for a, b in pairs) / 2), chi, -sum(xlogy(a, a) for a, _ in pairs),
        -sum((a * log(b) if b > 0 else -inf) for a, b in pairs if a > 0), *w)], [[alpha, number(renyi(found, alpha))] for alpha in alphas]])


for k in (1, 2, 3, 4, 6, 10):
    p, q = vector(k, 20), vector(k, 20)
    places = [round(random.gauss(0, 3), 3) for _ in p]
    add_vectors(p, q, [0.1, 0.5, 1 - 1e-6, 1 + 1e-6, 2, 5], places)
    for size in (1e-2, 1e-5, 1e-9):
        add_vectors(p, close_to(p, size), [0.5, 1 - 1e-6, 1 + 1e-6, 5], places)
add_vectors([0.5, 0.5, 0.0], [0.25, 0.25, 0.5], [0.5, 2], [0, 1, 2])
add_vectors([0.25, 0.25, 0.5], [0.5, 0.5, 0.0], [0.5, 2], [0, 1, 2])
add_vectors([1.0, 0.0], [0.0, 1.0], [0.5, 2], [-1e150, 1e150])
add_vectors([2.0 ** -50, 1 - 2.0 ** -50], [1 - 2.0 ** -52, 2.0 ** -52], [0.1, 0.5, 0.9, 2, 5], [0, 1])
add_vectors([1.0, 0.0, 0.0], [1e-300, 0.5, 0.5], [0.1, 0.5, 0.9, 1.001, 2], [0, 1e-200, 1])


# ---- mutual information ---------------------------------------------------------------------------------------------------------------
for rows, columns in [(1, 3), (2, 2), (2, 3), (4, 4), (5, 7)]:
    for size in (None, 1e-3, 1e-6, 1e-9):
        a, b = vector(rows, 10), vector(columns, 10)
        table = [[x * y for y in b] for x in a] if size else [vector(rows * columns, 30)[k * columns:(k + 1) * columns] for k in range(rows)]
        if not size:
            flat = vector(rows * columns, 30)
            table = [flat[k * columns:(k + 1) * columns] for k in range(rows)]
        elif rows > 1:
            moved = round(min(map(min, table)) * size * 2 ** 53) / 2 ** 53
            table[0][0] += moved
            table[0][1] -= moved
            table[1][0] -= moved
            table[1][1] += moved
        T = matrix(table)
        R, C = [sum(T[i, j] for j in range(columns)) for i in range(rows)], [sum(T[i, j] for i in range(rows)) for j in range(columns)]
        assert sum(R) == 1
        value = sum(T[i, j] * log(T[i, j] / R[i] / C[j]) for i in range(rows) for j in range(columns) if T[i, j] > 0)
        out["mutualInformation"].append([table, number(value if abs(value) > mpf(10) ** -50 else 0)])


# ---- Wasserstein distances of distributions: of quantile functions, or (order 1) of distribution functions ----------------------------
def crossing(f, a, b):
    start = f(a) > 0
    for _ in range(180):
        middle = (a + b) / 2
        a, b = (middle, b) if (f(middle) > 0) == start else (a, middle)
    return a


def by_panels(f, ends, order):
    """The integral of |f|^order, with the sign changes of f among the ends."""
    total = mpf(0)
    for start, to in zip(ends, ends[1:]):
        a, b = start + (to - start) / 1000, to - (to - start) / 1000
        middle = [crossing(f, a, b)] if (f(a) > 0) != (f(b) > 0) else []
        for lo, hi in zip([start, *middle], [*middle, to]):
            total += sum(w * (hi - lo) * abs(f(lo + (hi - lo) * x)) ** order for x, w in RULE)
    return total


def by_quantiles(p, q, order):
    """In the logit of the probability; the upper tail as 1 minus the lower, at more digits."""
    def f(s):
        u = 1 / (1 + exp(-s))
        return (p.quantile(u) - q.quantile(u)) * (u * (1 - u)) ** (mpf(1) / order)
    with mp.workdps(110):
        return by_panels(f, [mpf(s) for s in [-120, -80, -50, -32, -24, -16, -12, -8, -6, -4, -3, -2, -1, 0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 50, 80, 120]], order) ** (mpf(1) / order)


def add_wasserstein(p, q, order, value):
    out["wasserstein"].append([named(p), named(q), order, number(value)])


QUANTILE_PAIRS = [
    (Normal(0.0, 1.0), Normal(0.5, 1.3)), (Normal(0.0, 1.0), Normal(1e-9, 1 + 1e-9)), (LogNormal(0.0, 0.5), LogNormal(0.2, 0.6)),
    (LogNormal(0.0, 0.5), LogNormal(1e-9, 0.5 + 1e-9)), (Laplace(0.0, 1.0), Laplace(0.5, 1.3)), (Gumbel(0.0, 1.0), Gumbel(0.5, 1.3)),
    (Exponential(1.0), Exponential(1.3)), (Exponential(1.0), Exponential(1 + 1e-9)), (Uniform(0.0, 1.0), Uniform(0.25, 0.5)),
    (Pareto(1.0, 9.0), Pareto(1.1, 12.0)), (Normal(0.0, 1.0), Laplace(0.3, 1.0)), (Exponential(1.0), Uniform(0.0, 2.0)),
    (Normal(1.0, 0.01), Gumbel(0.0, 5.0)), (Pareto(1.0, 9.0), LogNormal(0.0, 0.3)),
]
for p, q in QUANTILE_PAIRS:
    for order in (1, 2, 3):
        add_wasserstein(p, q, order, by_quantiles(p, q, order))
mp.dps = 25
for p, q, ends in [(Gamma(2.0, 1.0), Gamma(3.0, 2.0), [mpf(k) / 4 for k in range(0, 20)] + list(range(5, 70, 5))),
                   (Beta(2.0, 3.0), Beta(4.0, 2.0), [mpf(k) / 16 for k in range(0, 17)]),
                   (Beta(2.0, 3.0), Uniform(0.0, 1.0), [mpf(k) / 16 for k in range(0, 17)])]:
    if q.name == "Uniform":
        q.cdf = lambda x: x
    add_wasserstein(p, q, 1, by_panels(lambda x: p.cdf(x) - q.cdf(x), ends, 1))


def steps(p):
    """The outcomes of a discrete distribution with the probability up to each."""
    total = mpf(0)
    for k in range(0, (p.support[1] if p.support[1] < inf else int(p.mean + 40 * p.sd + 40)) + 1):
        before = total
        total += exp(p.logpdf(k))
        yield k, before, total


mp.dps = 40
for p, q in [(Poisson(3.0), Normal(3.0, 1.7)), (Binomial(10, 0.3), Normal(2.0, 1.5)), (Bernoulli(0.3), Uniform(0.0, 1.0)), (Geometric(0.3), Exponential(0.35)),
             (Categorical(0.25, 0.5, 0.25), Laplace(1.0, 0.5))]:
    for order in (1, 2, 3):
        cost = mpf(0)
        for k, low, high in steps(p):
            if high - low < mpf(10) ** -28:
                continue
            a = q.quantile(low) if low > 0 else q.support[0] if q.support[0] > -inf else q.centre - 60 * q.scale * (1 if q.name == "Laplace" else mpf(1) / 4)
            b = q.quantile(high) if 1 - high > mpf(10) ** -27 else q.support[1] if q.support[1] < inf else a + 80 * q.scale * (1 if q.name != "Normal" else mpf(1) / 5)
            inner = sorted({a, b, *(v for v in (mpf(k), q.centre) if a < v < b)})
            pieces = [lo + (hi - lo) * j / 24 for lo, hi in zip(inner, inner[1:]) for j in range(24)] + [b]
            cost += sum(w * (hi - lo) * abs(k - (lo + (hi - lo) * x)) ** order * exp(q.logpdf(lo + (hi - lo) * x)) for lo, hi in zip(pieces, pieces[1:]) for x, w in RULE)
        add_wasserstein(p, q, order, cost ** (mpf(1) / order))
mp.dps = 50
for p, q in [(Poisson(3.0), Poisson(4.5)), (Poisson(3.0), Poisson(3.0 + 3e-9)), (Poisson(1e-20), Poisson(3e-20)), (Geometric(0.3), Geometric(0.4)),
             (Binomial(10, 0.3), Poisson(3.0)), (Bernoulli(1e-20), Bernoulli(2e-20)), (Bernoulli(0.3), Geometric(0.9)), (Categorical(0.25, 0.0, 0.75), Bernoulli(0.5))]:
    n = 300 if not (isinstance(p, Binomial) and isinstance(q, (Binomial, Categorical))) else 12
    both = [[exp(d.logpdf(k)) if inside(d, k) else mpf(0) for k in range(n)] for d in (p, q)]
    for order in (1, 2, 3):
        add_wasserstein(p, q, order, transport(*both, list(range(n)), order))
for p, q, order in [(Cauchy(0.0, 1.0), Cauchy(1.0, 2.0), 1), (Pareto(1.0, 1.0), Pareto(1.0, 2.0), 1), (Pareto(1.0, 2.0), Pareto(1.5, 2.0), 2),
                    (StudentT(2.0, 0.0, 1.0), Normal(0.0, 1.0), 2), (Cauchy(0.0, 1.0), Poisson(2.0), 1)]:
    add_wasserstein(p, q, order, inf)
add_wasserstein(Cauchy(0.0, 1.0), Cauchy(1.5, 1.0), 3, 1.5)
add_wasserstein(StudentT(1.5, 0.0, 1.0), StudentT(1.5, 2.5, 1.0), 2, 2.5)

print("{\n" + ",\n".join(f'"{key}": [\n' + ",\n".join(json.dumps(row, separators=(",", ":")) for row in rows) + "\n]" for key, rows in out.items()) + "\n}")
