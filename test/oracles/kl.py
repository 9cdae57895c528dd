"""KL divergences between distributions, from mpmath with 100 digits: textbook entropies and moments, checked by quadrature or
summation of p log(p/q) itself. Beside them PyTorch's values, where PyTorch has the pair, in float64.

Run: pip install mpmath torch; python kl.py > kl.json
"""
import json
import math
import random
from mpmath import mp, mpf, log, exp, pi, sqrt, loggamma, gamma, digamma, polygamma, quad, inf, euler, erf, binomial, matrix
import torch
import torch.distributions as td

mp.dps = 100
random.seed(7)
HALF = mpf(1) / 2


def logbeta(a, b):
    return loggamma(a) + loggamma(b) - loggamma(a + b)


def xlog(x):
    return x * log(x) if x > 0 else mpf(0)


class Family:
    """Subclasses give the log density, the entropy and the moments that some target needs."""

    def __init__(self, *parameters):
        self.name = type(self).__name__
        self.given = parameters
        self.t = [mpf(v) for v in parameters]
        self.setup(*self.t)


class Normal(Family):
    support = (-inf, inf)

    def setup(self, m, s):
        self.m, self.s = m, s
        self.mean, self.second = m, m * m + s * s
        self.entropy = HALF * log(2 * pi * mp.e * s * s)

    def laplace(self, r):
        return exp(-r * self.m + r * r * self.s ** 2 / 2)

    def distance(self, c):
        z = abs(self.m - c) / self.s
        return self.s * sqrt(2 / pi) * exp(-z * z / 2) + abs(self.m - c) * erf(z / sqrt(mpf(2)))

    def logpdf(self, x):
        return -((x - self.m) / self.s) ** 2 / 2 - log(self.s * sqrt(2 * pi))

    def cross(self, p):
        return HALF * log(2 * pi * self.s ** 2) + (p.second - 2 * self.m * p.mean + self.m ** 2) / (2 * self.s ** 2)


class Laplace(Family):
    support = (-inf, inf)

    def setup(self, m, b):
        self.m, self.b = m, b
        self.mean, self.second = m, m * m + 2 * b * b
        self.entropy = 1 + log(2 * b)

    def laplace(self, r):
        return exp(-r * self.m) / (1 - (r * self.b) ** 2) if r * self.b < 1 else inf

    def distance(self, c):
        d = abs(self.m - c)
        return d + self.b * exp(-d / self.b)

    def logpdf(self, x):
        return -abs(x - self.m) / self.b - log(2 * self.b)

    def cross(self, p):
        return log(2 * self.b) + p.distance(self.m) / self.b


class Gumbel(Family):
    support = (-inf, inf)

    def setup(self, m, b):
        self.m, self.b = m, b
        self.mean = m + euler * b
        self.second = self.mean ** 2 + pi ** 2 * b * b / 6
        self.entropy = log(b) + 1 + euler

    def laplace(self, r):
        return exp(-r * self.m) * gamma(1 + r * self.b)

    def logpdf(self, x):
        z = (x - self.m) / self.b
        return -z - exp(-z) - log(self.b)

    def cross(self, p):
        return log(self.b) + (p.mean - self.m) / self.b + exp(self.m / self.b) * p.laplace(1 / self.b)


class Cauchy(Family):
    support = (-inf, inf)
    mean = second = inf

    def setup(self, m, s):
        self.m, self.s = m, s
        self.entropy = log(4 * pi * s)

    def logpdf(self, x):
        return -log(pi * self.s * (1 + ((x - self.m) / self.s) ** 2))

    def cross(self, p):
        return p.entropy + log(((p.s + self.s) ** 2 + (p.m - self.m) ** 2) / (4 * p.s * self.s))


class StudentT(Family):
    support = (-inf, inf)

    def setup(self, n, m, s):
        self.mean, self.second = m, m * m + s * s * n / (n - 2) if n > 2 else inf
        k = (n + 1) / 2
        self.norm = HALF * log(n) + logbeta(n / 2, HALF) + log(s)
        self.entropy = k * (digamma(k) - digamma(n / 2)) + self.norm
        self.logpdf = lambda x: -k * log(1 + ((x - m) / s) ** 2 / n) - self.norm


class HalfNormal(Family):
    support = (0, inf)

    def setup(self, s):
        self.s = s
        self.mean, self.second = s * sqrt(2 / pi), s * s
        self.meanlog = log(s) - (euler + log(mpf(2))) / 2
        self.entropy = HALF * log(pi * s * s / 2) + HALF

    def logpdf(self, x):
        return HALF * log(2 / (pi * self.s ** 2)) - (x / self.s) ** 2 / 2

    def cross(self, p):
        return HALF * log(pi * self.s ** 2 / 2) + p.second / (2 * self.s ** 2)


class Gamma(Family):
    support = (0, inf)

    def setup(self, a, b):
        self.a, self.b = a, b
        self.mean, self.second = a / b, a * (a + 1) / b ** 2
        self.meanlog = digamma(a) - log(b)
        self.entropy = a - log(b) + loggamma(a) + (1 - a) * digamma(a)

    def laplace(self, r):
        return (1 + r / self.b) ** -self.a

    def logpdf(self, x):
        return self.a * log(self.b) + (self.a - 1) * log(x) - self.b * x - loggamma(self.a)

    def cross(self, p):
        c = self.a
        if p.mean == inf:
            return inf
        return loggamma(c) - c * log(self.b) - ((c - 1) * p.meanlog if c != 1 else 0) + self.b * p.mean


class Exponential(Gamma):
    def setup(self, rate):
        super().setup(mpf(1), rate)


class LogNormal(Family):
    support = (0, inf)

    def setup(self, m, s):
        self.m, self.s = m, s
        self.mean, self.second = exp(m + s * s / 2), exp(2 * m + 2 * s * s)
        self.meanlog, self.secondlog = m, m * m + s * s
        self.entropy = m + HALF * log(2 * pi * mp.e * s * s)

    def logpdf(self, x):
        return -((log(x) - self.m) / self.s) ** 2 / 2 - log(self.s * x * sqrt(2 * pi))

    def cross(self, p):
        spread = (p.secondlog - 2 * self.m * p.meanlog + self.m ** 2) / (2 * self.s ** 2)
        return p.meanlog + HALF * log(2 * pi * self.s ** 2) + spread


class Pareto(Family):
    def setup(self, m, a):
        self.m, self.a = m, a
        self.support = (m, inf)
        self.mean = a * m / (a - 1) if a > 1 else inf
        self.second = a * m * m / (a - 2) if a > 2 else inf
        self.meanlog = log(m) + 1 / a
        self.secondlog = self.meanlog ** 2 + 1 / a ** 2
        self.entropy = log(m / a) + 1 + 1 / a

    def logpdf(self, x):
        return log(self.a) + self.a * log(self.m) - (self.a + 1) * log(x)

    def cross(self, p):
        return (self.a + 1) * p.meanlog - log(self.a) - self.a * log(self.m)


class Uniform(Family):
    def setup(self, lo, hi):
        self.lo, self.hi = lo, hi
        self.support = (lo, hi)
        w = hi - lo
        self.mean, self.second = (lo + hi) / 2, (lo * lo + lo * hi + hi * hi) / 3
        self.entropy = log(w)
        if lo >= 0:
            self.meanlog = (xlog(hi) - xlog(lo)) / w - 1
        if 0 <= lo and hi <= 1:
            self.meanlog1m = (xlog(1 - lo) - xlog(1 - hi)) / w - 1

    def laplace(self, r):
        return (exp(-r * self.lo) - exp(-r * self.hi)) / (r * (self.hi - self.lo))

    def logpdf(self, x):
        return -log(self.hi - self.lo)

    def cross(self, p):
        return log(self.hi - self.lo)


class Beta(Family):
    support = (0, 1)

    def setup(self, a, b):
        self.a, self.b = a, b
        n = a + b
        self.mean, self.second = a / n, a * (a + 1) / (n * (n + 1))
        self.meanlog, self.meanlog1m = digamma(a) - digamma(n), digamma(b) - digamma(n)
        self.entropy = logbeta(a, b) - (a - 1) * self.meanlog - (b - 1) * self.meanlog1m

    def logpdf(self, x):
        x = min(max(x, mpf(10) ** -90), 1 - mpf(10) ** -90)  # nodes that rounding puts on an end
        return (self.a - 1) * log(x) + (self.b - 1) * log(1 - x) - logbeta(self.a, self.b)

    def cross(self, p):
        return logbeta(self.a, self.b) - (self.a - 1) * p.meanlog - (self.b - 1) * p.meanlog1m


class ContinuousBernoulli(Family):
    support = (0, 1)

    def setup(self, p):
        self.n = n = log(p / (1 - p))
        if n == 0:
            self.norm, self.mean, variance = mpf(0), HALF, mpf(1) / 12
        else:
            self.norm = log((exp(n) - 1) / n)
            self.mean = 1 / (1 - exp(-n)) - 1 / n
            variance = 1 / n ** 2 - exp(n) / (exp(n) - 1) ** 2
        self.second = variance + self.mean ** 2
        self.entropy = self.norm - n * self.mean

    def laplace(self, r):
        k = self.n - r
        return ((exp(k) - 1) / k if k != 0 else mpf(1)) / exp(self.norm)

    def logpdf(self, x):
        return self.n * x - self.norm

    def cross(self, p):
        return self.norm - self.n * p.mean


class Discrete(Family):
    def pmf(self, k):
        return exp(self.logpdf(k))


class Poisson(Discrete):
    def setup(self, r):
        self.r = r

    def logpdf(self, k):
        return k * log(self.r) - self.r - loggamma(k + 1)


class Bernoulli(Discrete):
    def setup(self, p):
        self.p, self.outcomes = p, [0, 1]

    def logpdf(self, k):
        v = self.p if k == 1 else 1 - self.p if k == 0 else mpf(0)
        return log(v) if v > 0 else -inf


class Categorical(Discrete):
    def __init__(self, *p):
        self.name, self.given = "Categorical", [list(p)]
        total = sum(mpf(v) for v in p)
        self.v = [mpf(v) / total for v in p]
        self.outcomes = range(len(p))

    def logpdf(self, k):
        return log(self.v[k]) if k < len(self.v) and self.v[k] > 0 else -inf


class Binomial(Discrete):
    def setup(self, n, p):
        self.n, self.p = int(n), p
        self.outcomes = range(int(n) + 1)

    def logpdf(self, k):
        if k > self.n:
            return -inf
        if self.p in (0, 1):
            return mpf(0) if k == self.n * self.p else -inf
        return log(binomial(self.n, k)) + k * log(self.p) + (self.n - k) * log(1 - self.p)


class NegativeBinomial(Discrete):
    def setup(self, r, p):
        self.r, self.p = r, p

    def logpdf(self, k):
        return loggamma(k + self.r) - loggamma(self.r) - loggamma(k + 1) + self.r * log(self.p) + k * log(1 - self.p)


class Geometric(NegativeBinomial):
    def setup(self, p):
        super().setup(mpf(1), p)


class Dirichlet:
    def __init__(self, *concentration):
        self.name, self.given = "Dirichlet", [list(concentration)]
        self.c = [mpf(v) for v in concentration]


class MultivariateNormal:
    def __init__(self, mean, covariance):
        self.name, self.given = type(self).__name__, [mean, covariance]
        self.mean, self.covariance = matrix(mean), matrix(covariance)


class DiagonalNormal(MultivariateNormal):
    def __init__(self, mean, sd):
        super().__init__(mean, [[mpf(s) ** 2 if i == j else 0 for j in range(len(sd))] for i, s in enumerate(sd)])
        self.given = [mean, sd]


def bernoulli_kl(p, q):
    total = mpf(0)
    for a, b in ((p, q), (1 - p, 1 - q)):
        if a > 0:
            total += a * log(a / b) if b > 0 else inf
    return total


def kl(p, q):
    if isinstance(p, Dirichlet):
        n, m = sum(p.c), sum(q.c)
        norm = sum(loggamma(c) for c in q.c) - loggamma(m) - sum(loggamma(a) for a in p.c) + loggamma(n)
        return norm + sum((a - c) * (digamma(a) - digamma(n)) for a, c in zip(p.c, q.c))
    if isinstance(p, MultivariateNormal):
        inverse, shift = q.covariance ** -1, q.mean - p.mean
        ratio = inverse * p.covariance
        trace = sum(ratio[i, i] for i in range(ratio.rows))
        return (trace - ratio.rows + (shift.T * inverse * shift)[0] - log(mp.det(ratio))) / 2
    if isinstance(p, Discrete):
        if isinstance(p, Poisson):
            return p.r * log(p.r / q.r) - p.r + q.r if isinstance(q, Poisson) else inf
        if isinstance(p, NegativeBinomial):
            return p.r / p.p * bernoulli_kl(p.p, q.p)
        if isinstance(p, Binomial) and isinstance(q, Binomial) and p.n == q.n and 0 < p.p < 1 and 0 < q.p < 1:
            return p.n * bernoulli_kl(p.p, q.p)
        total = mpf(0)
        for k in p.outcomes:
            a, b = p.logpdf(k), q.logpdf(k)
            if a > -inf:
                total += exp(a) * (a - b) if b > -inf else inf
        return total
    if p.support[0] < q.support[0] or p.support[1] > q.support[1]:
        return inf
    if isinstance(q, (Normal, HalfNormal)) and p.second == inf or isinstance(q, Gamma) and p.mean == inf:
        return inf
    return q.cross(p) - p.entropy


def torch_value(p, q):
    """PyTorch's value of the pair, or None where it has none."""
    build = {
        "Exponential": td.Exponential, "Gamma": td.Gamma, "Beta": td.Beta, "Normal": td.Normal, "Laplace": td.Laplace,
        "Gumbel": td.Gumbel, "Cauchy": td.Cauchy, "Uniform": td.Uniform, "Poisson": td.Poisson, "HalfNormal": td.HalfNormal,
        "Pareto": td.Pareto, "LogNormal": td.LogNormal, "Geometric": td.Geometric, "Bernoulli": td.Bernoulli,
        "ContinuousBernoulli": td.ContinuousBernoulli, "Binomial": td.Binomial, "Categorical": td.Categorical,
        "Dirichlet": td.Dirichlet, "MultivariateNormal": td.MultivariateNormal,
    }
    try:
        of = [build[d.name](*(torch.tensor(v, dtype=torch.float64) for v in d.given), validate_args=False) for d in (p, q)]
        value = td.kl_divergence(*of).item()
    except (KeyError, NotImplementedError):
        return None
    return "NaN" if math.isnan(value) else value


cases = []


def number(value):
    """What JSON has no number for becomes a string that JavaScript's Number() reads."""
    if value is None or isinstance(value, str):
        return value
    as_float = float(value)
    return as_float if math.isfinite(as_float) else "Infinity" if as_float > 0 else "-Infinity"


def add(p, q, check=None):
    value = kl(p, q)
    if check is not None:
        direct = quad(lambda x: exp(p.logpdf(x)) * (p.logpdf(x) - q.logpdf(x)), check)
        assert abs(direct - value) < mpf(10) ** -12 * max(1, abs(value)), (p.name, p.given, q.name, q.given, value, direct)
    value = mpf(0) if abs(value) < mpf(10) ** -80 else value  # what is left of equal terms
    assert value >= 0, (p.name, p.given, q.name, q.given, value)
    cases.append([[p.name, *p.given], [q.name, *q.given], number(value), number(torch_value(p, q))])


def draw(lo, hi):
    """Log-uniform between the powers of ten, rounded to a few digits so that the file stays small."""
    return float(f"{10 ** random.uniform(lo, hi):.4g}")


def near(v):
    return v * (1 + random.choice([-1, 1]) * 10 ** random.uniform(-12, -2))


def place(scale):
    return float(f"{random.gauss(0, 1) * scale:.4g}")


# ---- one family: far, near and equal ---------------------------------------------------------------------------------
def location_scale(wide):
    s = draw(-wide, wide)
    return [place(10 ** random.uniform(-1, 1) * s), s]


def unit(wide):
    p = draw(-wide, -0.01)
    return p if random.random() < 0.5 else 1 - p


def success(wide):
    return min(unit(wide), 1 - 1e-15)


SAME = {
    Normal: lambda w: location_scale(w), Laplace: lambda w: location_scale(w), Cauchy: lambda w: location_scale(w),
    Gumbel: lambda w: location_scale(min(w, 2)), LogNormal: lambda w: [place(5), draw(-w, w)],
    HalfNormal: lambda w: [draw(-w, w)], Exponential: lambda w: [draw(-w, w)], Gamma: lambda w: [draw(-w, w), draw(-w, w)],
    Beta: lambda w: [draw(-w, w), draw(-w, w)], ContinuousBernoulli: lambda w: [success(w)], Poisson: lambda w: [draw(-w, w)],
    Bernoulli: lambda w: [success(w)], Geometric: lambda w: [success(w)],
}
for family, parameters in SAME.items():
    for wide in [1] * 8 + [4] * 8 + [8] * 6:
        add(family(*parameters(wide)), family(*parameters(wide)))
    for wide in [1] * 8 + [5] * 8:
        given = parameters(wide)
        close = [near(v) for v in given]
        if family in (Bernoulli, Geometric, ContinuousBernoulli):
            close = [min(v, 1 - 1e-15) for v in close]
        add(family(*given), family(*close))
    given = parameters(3)
    add(family(*given), family(*given))
for wide in [1] * 8 + [4] * 8:
    m, a = draw(-wide, wide), draw(-1, wide)
    add(Pareto(m * draw(0, 2), a), Pareto(m, draw(-1, wide)))
    add(Pareto(m, a), Pareto(near(m), near(a)))
    lo, w = place(10 ** wide), draw(-wide, wide)
    add(Uniform(lo, lo + w), Uniform(lo - draw(-wide, wide), lo + w + draw(-wide, wide)))
    add(Uniform(lo, lo + w), Uniform(lo - w * 10 ** random.uniform(-12, -2), lo + w))
    r = draw(-wide, wide)
    add(NegativeBinomial(r, success(wide)), NegativeBinomial(r, success(wide)))
    n, p = random.randint(1, 10 ** wide), success(wide)
    add(Binomial(n, p), Binomial(n, success(wide)))
    add(Binomial(n, p), Binomial(n, min(near(p), 1 - 1e-15)))
    k = random.randint(2, 6)
    c = [draw(-wide, wide) for _ in range(k)]
    add(Dirichlet(*c), Dirichlet(*[draw(-wide, wide) for _ in range(k)]))
    add(Dirichlet(*c), Dirichlet(*[near(v) for v in c]))
    weights = [draw(-wide, 0) for _ in range(k)]
    total = math.fsum(weights)
    v = [w / total for w in weights]
    other = [near(w) for w in v]
    total = math.fsum(other)
    add(Categorical(*v), Categorical(*[w / total for w in other]))
    weights = [draw(-wide, 0) for _ in range(k)]
    total = math.fsum(weights)
    add(Categorical(*v), Categorical(*[w / total for w in weights]))
add(Dirichlet(0.3, 2.0, 7.0), Dirichlet(0.3, 2.0, 7.0))
add(Uniform(-1.0, 3.0), Uniform(-1.0, 3.0))
add(Pareto(2.0, 3.0), Pareto(2.0, 3.0))
for given in [(0, 1, 1e-6, 1), (0, 1, 0, 1 + 1e-9), (0, 1e-200, 0, 1e200), (1e300, 1, -1e300, 1e299), (0, 1, 50, 1e-3)]:
    add(Normal(*map(float, given[:2])), Normal(*map(float, given[2:])))
for given in [(0, 1e-200, 0, 1e200), (1e200, 1e-100, -1e200, 1e100)]:
    add(Cauchy(*map(float, given[:2])), Cauchy(*map(float, given[2:])))
    add(Laplace(*map(float, given[:2])), Laplace(*map(float, given[2:])))
for a, c in [(1e8, 1e4), (1e4, 1e8), (1e8, 10.0), (1e-6, 1e6), (1e6, 1e-6)]:
    add(Gamma(a, 1.0), Gamma(c, c / a))
    add(Beta(a, a), Beta(c, c))
    add(Beta(a, 3 * a), Beta(c, 3.1 * c))
    add(Dirichlet(a, a, 2 * a), Dirichlet(c, c, 2 * c))

# ---- several coordinates ----------------------------------------------------------------------------------------------
def covariance(d, wide):
    """A A' with rows of A of different sizes, so that some directions are narrow; symmetric to the bit."""
    a = [[random.gauss(0, 1) for _ in range(d)] for _ in range(d)]
    sizes = [10 ** random.uniform(-wide, wide) for _ in range(d)]
    product = [[math.fsum(a[i][k] * a[j][k] for k in range(d)) + (0.1 if i == j else 0) for j in range(d)] for i in range(d)]
    return [[float(f"{product[i][j] * sizes[i] * sizes[j]:.6g}") for j in range(d)] for i in range(d)]


def slightly(rows, size):
    """A change of the diagonal and the mean by this fraction."""
    return [[v * (1 + size * (i + 1)) if i == j else v for j, v in enumerate(row)] for i, row in enumerate(rows)]


for i in range(24):
    d, wide = 1 + i % 6, [0, 1, 3][i % 3]
    c, mean = covariance(d, wide), [place(1) for _ in range(d)]
    add(MultivariateNormal(mean, c), MultivariateNormal([place(3) for _ in range(d)], covariance(d, wide)))
    add(MultivariateNormal(mean, c), MultivariateNormal([near(m) for m in mean], slightly(c, 10.0 ** -(3 + i % 9))))
    sd = [draw(-wide, wide) for _ in range(d)]
    add(DiagonalNormal(mean, sd), DiagonalNormal([place(1) for _ in range(d)], [draw(-wide, wide) for _ in range(d)]))
    add(DiagonalNormal(mean, sd), MultivariateNormal(mean[::-1], c))
    add(MultivariateNormal(mean, c), DiagonalNormal(mean[::-1], sd))
add(MultivariateNormal(mean, c), MultivariateNormal(mean, c))

# ---- two families -----------------------------------------------------------------------------------------------------
R = [-inf, -40, -10, -3, -1, 0, 0.5, 1, 3, 10, 40, inf]
TINY = mpf(10) ** -25
H = [TINY, mpf(10) ** -9, mpf(10) ** -3, 0.1, 1, 3, 10, 40, inf]
U = [TINY, mpf(10) ** -9, mpf(10) ** -3, 0.1, 0.5, 0.9, 1 - mpf(10) ** -3, 1 - mpf(10) ** -9, 1 - TINY]
mp.dps = 30
for q in (Normal(0.3, 1.7), Gumbel(0.4, 1.9)):
    add(Exponential(1.3), q, H)
    add(Gamma(2.5, 1.2), q, H)
    add(Uniform(-1.0, 2.5), q, [-1, 0, 1, 2.5])
    add(ContinuousBernoulli(0.8), q, U)
    add(Laplace(0.5, 0.7), q, R)
add(Normal(0.2, 1.1), Gumbel(0.4, 1.9), R)
add(Normal(0.2, 1.1), Laplace(0.5, 1.9), R)
add(Gumbel(0.2, 1.1), Normal(0.4, 1.9), [-8] + R[3:-1] + [150])
add(Gumbel(0.2, 1.1), Gumbel(0.4, 0.9), [-8] + R[3:-1] + [150])
add(StudentT(7.5, 0.2, 1.1), Normal(0.4, 1.9), [-inf, -1e6, -1e3, -100] + R[1:-1] + [100, 1e3, 1e6, inf])
add(LogNormal(0.1, 0.5), Normal(0.4, 1.9), [0, 0.01, 0.1, 0.5, 1, 2, 5, 20, 100, 1e3])
for q in (Gamma(1.7, 0.8), Exponential(0.6), HalfNormal(1.4)):
    add(HalfNormal(1.3), q, H)
    add(Uniform(0.5, 2.0), q, [0.5, 1, 2])
    add(Uniform(0.0, 2.0), q, [TINY, mpf(10) ** -9, 0.001, 0.1, 1, 2])
    add(LogNormal(0.1, 0.5), q, [mpf(10) ** -6, 0.001, 0.01, 0.1, 0.5, 1, 2, 5, 20, 100, 1e3])
    add(Beta(2.3, 1.4), q, U)
    add(Pareto(0.7, 6.5), q, [0.7, 1, 2, 5, 20, 100, 1e3, 1e4, 1e6, inf])
add(Exponential(1.3), HalfNormal(0.9), H)
add(Gamma(2.3, 1.3), HalfNormal(0.9), H)
add(ContinuousBernoulli(0.8), HalfNormal(0.9), U)
add(ContinuousBernoulli(0.8), Exponential(0.9), U)
add(Beta(2.3, 1.4), ContinuousBernoulli(0.3), U)
add(Beta(2.3, 1.4), Normal(0.4, 0.3), U)
add(Beta(2.3, 1.4), Uniform(-0.5, 1.2), U)
add(ContinuousBernoulli(0.8), Uniform(-0.5, 1.2), U)
add(Uniform(0.1, 0.7), ContinuousBernoulli(0.3), [0.1, 0.7])
add(Uniform(0.1, 0.7), Beta(2.3, 0.4), [0.1, 0.3, 0.7])
add(Uniform(1.5, 4.0), Pareto(0.7, 2.5), [1.5, 2, 4])
add(Pareto(1.5, 4.0), LogNormal(0.7, 2.5), [1.5, 2, 4, 10, 100, 1e4, 1e8, inf])
add(Pareto(1.5, 4.0), Normal(0.7, 2.5), [1.5, 2, 4, 10, 100, 1e4, 1e8, inf])
mp.dps = 100

for wide in [1] * 6 + [3] * 6 + [6] * 4:
    def d(low=-wide, high=wide):
        return draw(low, high)
    scale = d()
    lo = random.choice([0.0, d()])
    inside = sorted([random.random(), random.random()])
    plain = [Exponential(d()), Gamma(d(), d()), HalfNormal(d()), Beta(d(), d()), ContinuousBernoulli(success(wide)),
             Uniform(lo, lo + d()), LogNormal(place(2), d(-wide, min(wide, 1))), Pareto(d(-1, 1), 2 + d(-2, wide))]
    for p in plain:
        add(p, Normal(place(scale), scale))
        if not isinstance(p, HalfNormal):
            add(p, HalfNormal(d()))
        if not isinstance(p, (Exponential, Gamma)):
            add(p, Exponential(d()))
            if not isinstance(p, ContinuousBernoulli):
                add(p, Gamma(d(), d()))
        if not isinstance(p, (HalfNormal, LogNormal, Pareto, Beta)):
            add(p, Gumbel(place(1), d(-1, wide)))
    s = d()
    for p in (Laplace(place(s), d()), Gumbel(place(s), d()), StudentT(2 + d(-2, wide), place(s), d())):
        add(p, Normal(place(s), s))
    add(Laplace(place(1), d(-wide, 0)), Gumbel(place(1), d(0, wide)))
    add(Normal(place(1), d(-wide, 1)), Gumbel(place(1), d(-1, wide)))
    add(Normal(place(s), d()), Laplace(place(s), s))
    add(Exponential(d()), Gamma(d(), d()))
    add(Gamma(d(), d()), Exponential(d()))
    add(Beta(d(), d()), ContinuousBernoulli(success(wide)))
    add(Beta(d(), d()), Uniform(-d(), 1 + d()))
    add(ContinuousBernoulli(success(wide)), Uniform(-d(), 1 + d()))
    add(Uniform(*inside), ContinuousBernoulli(success(wide)))
    add(Uniform(*inside), Beta(d(), d()))
    m = d()
    add(Uniform(m * (1 + d()), m * (3 + d()) * 10 ** wide), Pareto(m, d()))
    add(Pareto(d(), d(-1)), LogNormal(place(3), d()))
    add(Bernoulli(success(wide)), Poisson(d()))
    add(Bernoulli(success(wide)), Binomial(random.randint(1, 50), success(wide)))
    add(Binomial(random.randint(1, 50), success(wide)), Poisson(d(-wide, 3)))
    n = random.randint(1, 50)
    add(Binomial(n, success(wide)), Binomial(n + random.randint(1, 50), success(wide)))
    add(Bernoulli(success(wide)), Geometric(success(wide)))

# Families that meet: equal in one point, or in a limit.
for e in (0, 1e-3, 1e-6, 1e-9, -1e-5):
    add(Uniform(0.0, 1.0), Beta(1 + e, 1 - e / 2))
    add(Beta(1 + e, 1 - e / 2), Uniform(0.0, 1.0))
    add(Uniform(0.0, 1.0), ContinuousBernoulli(0.5 + e))
    add(ContinuousBernoulli(0.5 + e), Uniform(0.0, 1.0))
    add(Beta(1 + e, 1 + e / 2), ContinuousBernoulli(0.5 + e / 2))
    add(Exponential(2.0), Gamma(1 + e, 2.0 + e))
    add(Gamma(1 + e, 2.0 + e), Exponential(2.0))
for a in (10.0, 1e3, 1e5, 1e8):
    add(Gamma(a, 2.0), Normal(a / 2, math.sqrt(a) / 2))
    add(Beta(a, a), Normal(0.5, 0.5 / math.sqrt(2 * a + 1)))
    add(Beta(a, 2 * a), Normal(1 / 3, math.sqrt(2 / 9 / (3 * a + 1))))
    add(Beta(2.0, a), Gamma(2.0, a))
    add(Beta(1.0, a), Exponential(a))
    add(StudentT(a, 0.0, 1.0), Normal(0.0, 1.0))
    add(LogNormal(0.0, 1 / math.sqrt(a)), Gamma(a, a))
    add(LogNormal(0.0, 1 / math.sqrt(a)), Normal(1.0, 1 / math.sqrt(a)))
    add(Binomial(int(min(a, 1e3)), 1 / a), Poisson(min(a, 1e3) / a))
    add(ContinuousBernoulli(math.exp(-min(a, 30))), Exponential(min(a, 30.0)))

# Parts of a formula that are out of a double's range although the divergence is not.
add(Binomial(1000, 0.52), Binomial(1001, 1e-6))
add(Binomial(1000, 0.521), Poisson(1e-3))
add(Beta(0.1, 100.0), Beta(1e80, 1.0))
add(Gamma(100.0, 100.0), Gamma(1e80, 1e80))
add(Gamma(1e95, 3.0), Gamma(1e5, 0.004))
add(Uniform(1.0, 1e300), Pareto(1e-10, 1.0))
add(LogNormal(-800.0, 30.0), Normal(0.0, 1.0))
add(LogNormal(-800.0, 30.0), HalfNormal(1.0))
add(Uniform(0.0, 1e-200), Uniform(0.0, 1e200))
add(HalfNormal(1e-200), Gamma(2.0, 1e-200))
add(Uniform(0.0, 1e-200), Exponential(1e-200))
add(LogNormal(0.0, 1e-170), Gamma(2.0, 1.0))
with mp.workdps(700):  # 1 - p has 300 nines
    add(NegativeBinomial(1e10, 1e-300), NegativeBinomial(1e10, 2e-300))
add(Cauchy(1e200, 1e-100), Cauchy(-1e200, 1e100))

# ---- infinite -----------------------------------------------------------------------------------------------------------
reals = [Normal(0.0, 1.0), Laplace(0.0, 1.0), Gumbel(0.0, 1.0)]
for p in reals + [Cauchy(0.0, 1.0), StudentT(3.0, 0.0, 1.0)]:
    for q in (Exponential(1.0), Gamma(2.0, 1.0), HalfNormal(1.0), LogNormal(0.0, 1.0), Beta(1.0, 1.0), Uniform(-9.0, 9.0), Pareto(1.0, 2.0),
              ContinuousBernoulli(0.3)):
        add(p, q)
for p in (Exponential(1.0), Gamma(2.0, 1.0), HalfNormal(1.0), LogNormal(0.0, 1.0)):
    for q in (Beta(1.0, 1.0), Uniform(0.0, 9.0), Pareto(1.0, 2.0), ContinuousBernoulli(0.3)):
        add(p, q)
for p in (Beta(2.0, 1.0), ContinuousBernoulli(0.3), Uniform(0.0, 1.0)):
    for q in (Pareto(0.5, 1.0), Uniform(0.1, 2.0)):
        add(p, q)
add(Pareto(1.0, 2.0), Beta(2.0, 1.0))
add(Pareto(0.5, 2.0), ContinuousBernoulli(0.3))
add(Poisson(0.5), Bernoulli(0.3))
add(Poisson(0.5), Binomial(30, 0.3))
add(Pareto(1.0, 2.0), Uniform(0.0, 1e9))
add(Pareto(1.0, 2.0), Pareto(1.5, 2.0))
add(Pareto(1.0, 1.0), Exponential(1.0))
add(Pareto(1.0, 0.5), Gamma(2.0, 1.0))
add(Pareto(1.0, 2.0), Normal(0.0, 1.0))
add(Cauchy(0.0, 1.0), Normal(0.0, 1.0))
add(StudentT(2.0, 0.0, 1.0), Normal(0.0, 1.0))
add(Laplace(0.0, 2.0), Gumbel(0.0, 2.0))
add(Bernoulli(0.5), Bernoulli(0.0))
add(Bernoulli(0.0), Bernoulli(1.0))
add(Bernoulli(0.0), Bernoulli(0.0))
add(Bernoulli(1.0), Bernoulli(0.25))
add(Binomial(5, 0.5), Binomial(4, 0.5))
add(Binomial(5, 0.0), Binomial(5, 0.5))
add(Binomial(5, 0.5), Binomial(5, 1.0))
add(Categorical(0.5, 0.5), Categorical(1.0, 0.0))
add(Categorical(0.5, 0.0, 0.5), Categorical(0.25, 0.0, 0.75))
add(Geometric(1.0), Geometric(0.5))

# No pair of PyTorch's registry is left out.
present = {(p[0], q[0]) for p, q, *_ in cases}
families = {name for pair in present for name in pair}
for first, second in td.kl._KL_REGISTRY:
    pair = (first.__name__, second.__name__)
    assert pair in present or not families.issuperset(pair), pair

print("[\n" + ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases) + "\n]")
