"""Reference values for the distributions, from mpmath with 50 digits at the doubles that are the parameters.

Tails are summed by series and continued fractions at that precision, quantiles found by bisection.
SciPy's and PyTorch's log densities and entropies go along where they are right to 1e-9, as a check from elsewhere.

Run: pip install mpmath scipy torch; python distributions.py > distributions.json
"""
import json
import math
import torch
from scipy import stats
from mpmath import mp, mpf, log, log1p, exp, expm1, pi, loggamma, sqrt, erf, erfc, atan, digamma, inf, euler, floor

mp.dps = 50
HALF = mpf(1) / 2
LOG_2PI = log(2 * pi)


def logbeta(a, b):
    return loggamma(a) + loggamma(b) - loggamma(a + b)


def lentz(numerator, denominator):
    """b0 + a1/(b1 + a2/(b2 + ...)) with a_n = numerator(n), b_n = denominator(n)."""
    value = c = denominator(0)
    d = mpf(0)
    n = 0
    while True:
        n += 1
        a, b = numerator(n), denominator(n)
        d = 1 / (b + a * d or mp.eps ** 2)
        c = b + a / c or mp.eps ** 2
        value *= c * d
        if abs(c * d - 1) < mp.eps:
            return value


def rising(ratio):
    """1 + ratio(1) + ratio(1) ratio(2) + ..."""
    total = term = mpf(1)
    n = 0
    while term > total * mp.eps:
        n += 1
        term *= ratio(n)
        total += term
    return total


def beyond(small, x):
    """1 - small(), with as many digits more as the parameter x is small."""
    with mp.extradps(10 + int(max(0, -mp.log10(x)))):
        return 1 - small()


def gamma_tail(a, x, upper):
    """DLMF 8.11.4 below the mean, 8.9.2 above it."""
    if x == 0:
        return mpf(upper)

    def lower_tail():
        return exp(a * log(x) - x - loggamma(a + 1)) * rising(lambda n: x / (a + n))

    def upper_tail():
        fraction = lentz(lambda n: -n * (n - a), lambda n: x + 2 * n + 1 - a)
        return exp(a * log(x) - x - loggamma(a)) / fraction
    if x < max(a, 1):
        return beyond(lower_tail, a) if upper else lower_tail()
    return upper_tail() if upper else 1 - upper_tail()


def beta_tail(a, b, x, upper):
    """DLMF 8.17.8 for small shapes, else 8.17.22, in the tail that is small."""
    if x == 0:
        return mpf(upper)
    if x > HALF:
        return beta_tail(b, a, 1 - x, not upper)
    with mp.extradps(int(-mp.log10(x))):
        return small_beta_tail(a, b, x, upper)


def small_beta_tail(a, b, x, upper):
    def weight(p, q, z):
        return exp(p * log(z) + q * log1p(-z) - log(p) - logbeta(p, q))

    def fraction(p, q, z):
        def numerator(j):
            m = j // 2
            top = m * (q - m) / (p + 2 * m - 1) if j % 2 == 0 else -(p + m) * (p + q + m) / (p + 2 * m + 1)
            return top * z / (p + 2 * m)
        return weight(p, q, z) / lentz(numerator, lambda n: mpf(1))

    series = x * (a + b) < min(a, 10) + 50

    def lower_tail():
        if series:
            return weight(a, b, x) * rising(lambda n: (a + b + n - 1) / (a + n) * x)
        return fraction(a, b, x)
    if series or x * (a + b) < a:
        return beyond(lower_tail, min(a, b)) if upper else lower_tail()
    tail = fraction(b, a, 1 - x)
    return tail if upper else 1 - tail


def logistic(u):
    return 1 / (1 + exp(-u))


def normal_tail(z):
    return erfc(z / sqrt(2)) / 2


def case(logpdf, lower, upper, mean, variance, entropy, discrete=False, domain=None):
    """domain: an increasing map from the real line onto the support, for the search for quantiles."""
    return {"logProb": logpdf, "cdf": lower, "survival": upper, "mean": mean, "variance": variance,
            "entropy": entropy, "discrete": discrete, "domain": domain}


def location_scale(m, s, logpdf, upper, mean, variance, entropy, lower=None):
    """Of a standard density, symmetric unless its lower tail is given."""
    lower = lower or (lambda z: upper(-z))
    return case(lambda x: logpdf((x - m) / s) - log(s), lambda x: lower((x - m) / s), lambda x: upper((x - m) / s),
                m + s * mean, s * s * variance, entropy + log(s), domain=lambda u: m + s * mp.sinh(u))


def normal(m, s):
    return location_scale(m, s, lambda z: -z * z / 2 - LOG_2PI / 2, normal_tail, 0, 1, (LOG_2PI + 1) / 2)


def laplace(m, s):
    return location_scale(m, s, lambda z: -abs(z) - log(2), lambda z: exp(-z) / 2 if z > 0 else 1 - exp(z) / 2,
                          0, 2, 1 + log(2))


def cauchy(m, s):
    def upper(z):
        return atan(1 / z) / pi if z > 0 else 1 - atan(-1 / z) / pi if z < 0 else HALF
    return location_scale(m, s, lambda z: -log(pi) - log1p(z * z), upper, mp.nan, mp.nan, log(4 * pi))


def gumbel(m, s):
    return location_scale(m, s, lambda z: -z - exp(-z) if z > -1000 else -inf,
                          lambda z: -expm1(-exp(-z)) if z > -1000 else mpf(1), euler, pi ** 2 / 6, 1 + euler,
                          lower=lambda z: exp(-exp(-z)) if z > -1000 else mpf(0))


def student(n, m, s):
    normaliser = logbeta(n / 2, HALF) + log(n) / 2

    def upper(z):
        if z == 0:
            return HALF
        tail = beta_tail(n / 2, HALF, n / (n + z * z), False) / 2
        return tail if z > 0 else 1 - tail
    h = (n + 1) / 2 * (digamma((n + 1) / 2) - digamma(n / 2)) + normaliser
    return location_scale(m, s, lambda z: -(n + 1) / 2 * log1p(z * z / n) - normaliser, upper, 0 if n > 1 else mp.nan,
                          n / (n - 2) if n > 2 else inf if n > 1 else mp.nan, h)


def lognormal(m, s):
    v = s * s
    return case(lambda x: -((log(x) - m) / s) ** 2 / 2 - log(x * s) - LOG_2PI / 2 if x > 0 else -inf,
                lambda x: normal_tail((m - log(x)) / s) if x > 0 else mpf(0),
                lambda x: normal_tail((log(x) - m) / s) if x > 0 else mpf(1),
                exp(m + v / 2), expm1(v) * exp(2 * m + v), m + log(s) + (LOG_2PI + 1) / 2, domain=exp)


def half_normal(s):
    return case(lambda x: log(2 / pi) / 2 - log(s) - (x / s) ** 2 / 2, lambda x: erf(x / s / sqrt(2)),
                lambda x: erfc(x / s / sqrt(2)), s * sqrt(2 / pi), s * s * (1 - 2 / pi),
                (log(pi / 2) + 1) / 2 + log(s), domain=exp)


def exponential(r):
    return case(lambda x: log(r) - r * x, lambda x: -expm1(-r * x), lambda x: exp(-r * x), 1 / r, 1 / r ** 2,
                1 - log(r), domain=exp)


def gamma_(a, b):
    def logpdf(x):
        if x == 0:
            return log(b) if a == 1 else inf if a < 1 else -inf
        return a * log(b) + (a - 1) * log(x) - b * x - loggamma(a)
    return case(logpdf, lambda x: gamma_tail(a, b * x, False), lambda x: gamma_tail(a, b * x, True), a / b, a / b ** 2,
                a - log(b) + loggamma(a) + (1 - a) * digamma(a), domain=exp)


def beta(a, b):
    n = a + b

    def power(e, x):
        return e * log(x) if e else mpf(0)

    def logpdf(x):
        if x in (0, 1) and (b if x else a) != 1:
            return inf if (b if x else a) < 1 else -inf
        return power(a - 1, x) + power(b - 1, 1 - x) - logbeta(a, b)
    with mp.extradps(int(abs(mp.log10(a)) + abs(mp.log10(b)))):
        h = logbeta(a, b) - (a - 1) * digamma(a) - (b - 1) * digamma(b) + (n - 2) * digamma(n)
    return case(logpdf, lambda x: beta_tail(a, b, x, False), lambda x: beta_tail(a, b, x, True), a / n,
                a * b / n ** 2 / (n + 1), h, domain=logistic)


def pareto(s, a):
    return case(lambda x: log(a / s) - (a + 1) * log(x / s), lambda x: -expm1(-a * log(x / s)),
                lambda x: exp(-a * log(x / s)), a * s / (a - 1) if a > 1 else inf,
                a * s * s / (a - 1) ** 2 / (a - 2) if a > 2 else inf, log(s / a) + 1 + 1 / a, domain=lambda u: s * (1 + exp(u)))


def uniform(a, b):
    w = b - a
    return case(lambda x: -log(w), lambda x: (x - a) / w, lambda x: (b - x) / w, (a + b) / 2, w * w / 12, log(w),
                domain=lambda u: a + w * logistic(u))


def continuous_bernoulli(p):
    with mp.extradps(60):
        n = log(p) - log1p(-p)
        if n == 0:
            return uniform(mpf(0), mpf(1))
        norm = log(expm1(n) / n)
        mean = -1 / expm1(-n) - 1 / n
        variance = 1 / n ** 2 - 1 / (4 * mp.sinh(n / 2) ** 2)
    return case(lambda x: n * x - norm, lambda x: expm1(n * x) / expm1(n),
                lambda x: exp(n * x) * expm1(n * (1 - x)) / expm1(n), mean, variance, norm - n * mean, domain=logistic)


def summed_entropy(logpmf, mean, sd, decay=1):
    """Down to terms below 1e-25; the tail falls as exp(-decay k) at least. None where the sum is too long."""
    if sd > 500 or decay < 1e-3:
        return None
    low, high = int(max(0, mean - 40 * sd - 60)), int(mean + 80 * sd + 80 / decay)
    total = mpf(0)
    for k in range(low, high + 1):
        value = logpmf(k)
        if value > -inf:
            total -= exp(value) * value
    return total


def poisson(r):
    def logpmf(k):
        return k * log(r) - r - loggamma(k + 1)
    return case(logpmf, lambda k: gamma_tail(floor(k) + 1, r, True), lambda k: gamma_tail(floor(k) + 1, r, False), r, r,
                lambda: summed_entropy(logpmf, r, sqrt(r)), discrete=True)


def bernoulli(p):
    q = 1 - p
    return case(lambda x: log(p) if x == 1 else log1p(-p), lambda x: q if x < 1 else mpf(1),
                lambda x: p if x < 1 else mpf(0), p, p * q, -(p * log(p) if p else 0) - (q * log1p(-p) if q else 0), discrete=True)


def categorical(*p):
    mean = sum(k * v for k, v in enumerate(p))
    return case(lambda x: log(p[int(x)]) if p[int(x)] else -inf, lambda x: sum(p[:int(x) + 1]),
                lambda x: sum(p[int(x) + 1:], mpf(0)), mean, sum((k - mean) ** 2 * v for k, v in enumerate(p)),
                -sum(v * log(v) for v in p if v > 0), discrete=True)


def binomial(n, p):
    q = 1 - p

    def logpmf(k):
        if k > n:
            return -inf
        powers = (k * log(p) if k else 0) + ((n - k) * log1p(-p) if k < n else 0)
        return loggamma(n + 1) - loggamma(k + 1) - loggamma(n - k + 1) + powers
    return case(logpmf, lambda k: beta_tail(k + 1, n - k, p, True) if k < n else mpf(1),
                lambda k: beta_tail(k + 1, n - k, p, False) if k < n else mpf(0), n * p, n * p * q,
                lambda: summed_entropy(logpmf, n * p, sqrt(n * p * q)), discrete=True)


def negative_binomial(r, p):
    q = 1 - p

    def logpmf(k):
        with mp.extradps(int(mp.log10(1 + k))):
            return precise_logpmf(k)

    def precise_logpmf(k):
        failures = k * log1p(-p) if k else 0
        return loggamma(r + k) - loggamma(r) - loggamma(k + 1) + r * log(p) + failures
    return case(logpmf, lambda k: beta_tail(r, k + 1, p, False), lambda k: beta_tail(r, k + 1, p, True), r * q / p,
                r * q / p ** 2, lambda: summed_entropy(logpmf, r * q / p, sqrt(r * q) / p, min(1, p)), discrete=True)


def geometric(p):
    q = 1 - p
    return case(lambda k: log(p) + (k * log1p(-p) if k else 0), lambda k: -expm1((floor(k) + 1) * log1p(-p)),
                lambda k: exp((floor(k) + 1) * log1p(-p)), q / p, q / p ** 2,
                -log(p) - q / p * log1p(-p) if p < 1 else mpf(0), discrete=True)


FAMILIES = {
    "Normal": normal, "StudentT": student, "LogNormal": lognormal, "Laplace": laplace, "Cauchy": cauchy,
    "Gumbel": gumbel, "HalfNormal": half_normal, "Exponential": exponential, "Gamma": gamma_, "Beta": beta,
    "Pareto": pareto, "Uniform": uniform, "Bernoulli": bernoulli, "ContinuousBernoulli": continuous_bernoulli,
    "Categorical": categorical, "Binomial": binomial, "NegativeBinomial": negative_binomial, "Geometric": geometric,
    "Poisson": poisson,
}


OVERFLOW = mpf(2) ** 1024


def quantile(case, name, p):
    """The point whose tail (of this name) has the probability p."""
    tail, sign = case[name], 1 if name == "cdf" else -1

    def reached(x):
        return sign * tail(x) >= sign * p
    if case["discrete"]:
        low, high = mpf(-1), mpf(0)
        while not reached(high):
            low, high = high, 2 * high + 1
        while high - low > max(1, high * mpf(10) ** -20):
            middle = floor((low + high) / 2)
            low, high = (low, middle) if reached(middle) else (middle, high)
        return high
    if tail(case["domain"](mpf(0))) == p:
        return case["domain"](mpf(0))
    low, high = mpf(0), mpf(0)
    step = mpf(1) / 256
    while not reached(case["domain"](high)):
        if case["domain"](high) > OVERFLOW:
            return inf
        low, high, step = high, high + step, 2 * step
    while reached(case["domain"](low)):
        if low < -760:
            return -inf if case["domain"](low) < 0 else mpf(0)
        low, high, step = low - step, low, 2 * step
    while high - low > mpf(10) ** -25:
        middle = (low + high) / 2
        low, high = (low, middle) if reached(case["domain"](middle)) else (middle, high)
    return case["domain"](high)


def number(value):
    """JSON has no infinities and no NaN: they are given as strings."""
    value = float(value)
    return value if math.isfinite(value) else {"inf": "Infinity", "-inf": "-Infinity", "nan": "NaN"}[str(value)]


def univariate(name, parameters, points):
    slow = name in SLOW and max(parameters) > 1e5 or name == "NegativeBinomial" and parameters[1] < 1e-3
    tails = [] if slow else TAILS
    case = FAMILIES[name](*map(mpf, parameters))
    out = {"family": name, "parameters": parameters, "x": points}
    for function in ("logProb", "cdf", "survival"):
        out[function] = [number(case[function](mpf(x))) for x in points]
    out["p"] = tails
    out["quantile"] = [number(quantile(case, "cdf", mpf(p))) for p in tails]
    out["upperQuantile"] = [number(quantile(case, "survival", mpf(p))) for p in tails]
    entropy = case["entropy"]() if callable(case["entropy"]) else case["entropy"]
    out["moments"] = [number(case["mean"]), number(case["variance"]), None if entropy is None else number(entropy)]
    return out


def elsewhere(out):
    """The values of SciPy and PyTorch that agree with mpmath's to 1e-9."""
    name, parameters = out["family"], out["parameters"]
    if not out["p"]:
        # Their sums over the support take too long as well.
        return out
    scipy_family = SCIPY[name](*parameters) if name in SCIPY else None
    torch_family = TORCH[name](*map(torch.tensor, map(float, parameters))) if name in TORCH else None
    if scipy_family is not None:
        logpdf = scipy_family.logpmf if hasattr(scipy_family.dist, "logpmf") else scipy_family.logpdf
        keep(out, "scipy", [logpdf(x) for x in out["x"]], scipy_family.entropy())
    if torch_family is not None:
        try:
            entropy = float(torch_family.entropy())
        except NotImplementedError:
            entropy = math.nan
        keep(out, "torch", [float(torch_family.log_prob(torch.tensor(float(x)))) for x in out["x"]], entropy)
    return out


def keep(out, whose, log_probs, entropy):
    def right(value, reference):
        return isinstance(reference, float) and abs(value - reference) < 1e-9 * max(1, abs(reference))
    values = [float(v) if right(v, r) else None for v, r in zip(log_probs, out["logProb"])]
    out[whose] = {"logProb": values, "entropy": float(entropy) if right(entropy, out["moments"][2]) else None}


SCIPY = {
    "Normal": stats.norm, "StudentT": stats.t, "LogNormal": lambda m, s: stats.lognorm(s, scale=math.exp(m)),
    "Laplace": stats.laplace, "Cauchy": stats.cauchy, "Gumbel": stats.gumbel_r,
    "HalfNormal": lambda s: stats.halfnorm(scale=s), "Exponential": lambda r: stats.expon(scale=1 / r),
    "Gamma": lambda a, b: stats.gamma(a, scale=1 / b), "Beta": stats.beta,
    "Pareto": lambda s, a: stats.pareto(a, scale=s), "Uniform": lambda a, b: stats.uniform(a, b - a),
    "Bernoulli": stats.bernoulli, "Binomial": stats.binom, "NegativeBinomial": stats.nbinom,
    "Geometric": lambda p: stats.geom(p, loc=-1), "Poisson": stats.poisson,
}
td = torch.distributions
TORCH = {
    "Normal": td.Normal, "StudentT": td.StudentT, "LogNormal": td.LogNormal, "Laplace": td.Laplace,
    "Cauchy": td.Cauchy, "Gumbel": td.Gumbel, "HalfNormal": td.HalfNormal, "Exponential": td.Exponential,
    "Gamma": td.Gamma, "Beta": td.Beta, "Pareto": td.Pareto,
    "Uniform": lambda a, b: td.Uniform(a, b, validate_args=False), "Bernoulli": td.Bernoulli,
    "ContinuousBernoulli": td.ContinuousBernoulli, "Binomial": lambda n, p: td.Binomial(int(n), p),
    "NegativeBinomial": lambda r, p: td.NegativeBinomial(r, 1 - p), "Geometric": td.Geometric, "Poisson": td.Poisson,
}


def dirichlet(a, points):
    a = [mpf(v) for v in a]
    total, d = sum(a), len(a)
    lognorm = sum(map(loggamma, a)) - loggamma(total)
    entropy = lognorm + (total - d) * digamma(total) - sum((v - 1) * digamma(v) for v in a)
    logs = [sum((v - 1) * log(mpf(c)) for v, c in zip(a, x)) - lognorm for x in points]
    return logs, [v / total for v in a], [v * (total - v) / total ** 2 / (total + 1) for v in a], entropy


def diagonal_normal(mean, sd, points):
    parts = [normal(mpf(m), mpf(s)) for m, s in zip(mean, sd)]
    logs = [sum(part["logProb"](mpf(c)) for part, c in zip(parts, x)) for x in points]
    return logs, mean, [mpf(s) ** 2 for s in sd], sum(part["entropy"] for part in parts)


def multivariate_normal(mean, covariance, points):
    matrix, d = mp.matrix(covariance), len(mean)
    log_det = log(mp.det(matrix))
    inverse = matrix ** -1

    def logpdf(x):
        z = mp.matrix([mpf(c) - mpf(m) for c, m in zip(x, mean)])
        return -((z.T * inverse * z)[0] + log_det + d * LOG_2PI) / 2
    entropy = (d * (1 + LOG_2PI) + log_det) / 2
    return [logpdf(x) for x in points], mean, [covariance[i][i] for i in range(d)], entropy


def vectors(name, parameters, points):
    build = {"Dirichlet": dirichlet, "DiagonalNormal": diagonal_normal, "MultivariateNormal": multivariate_normal}[name]
    logs, mean, variance, entropy = build(*parameters, points)
    return {"family": name, "parameters": parameters, "x": points, "logProb": list(map(number, logs)),
            "mean": list(map(number, mean)), "variance": list(map(number, variance)), "entropy": number(entropy)}


def mixture(weights, components, points, tails, breaks):
    total = sum(map(mpf, weights))
    parts = [(mpf(w) / total, FAMILIES[name](*map(mpf, ps))) for w, (name, ps) in zip(weights, components)]

    def average(key, *at):
        return sum(w * (part[key](*at) if at else part[key]) for w, part in parts)

    def logpdf(x):
        return log(sum(w * exp(part["logProb"](x)) for w, part in parts))
    mean = average("mean")
    variance = sum(w * (part["variance"] + (part["mean"] - mean) ** 2) for w, part in parts)
    whole = case(logpdf, lambda x: average("cdf", x), lambda x: average("survival", x), mean, variance, None,
                 parts[0][1]["discrete"], mp.sinh if breaks[0] < 0 else exp)
    if whole["discrete"]:
        entropy = -mp.fsum(exp(logpdf(mpf(k))) * logpdf(mpf(k)) for k in range(400))
    else:
        entropy = -mp.quad(lambda x: exp(logpdf(x)) * logpdf(x), breaks)
    out = {"family": "Mixture", "parameters": [weights, components], "x": points, "p": tails}
    for function in ("logProb", "cdf", "survival"):
        out[function] = [number(whole[function](mpf(x))) for x in points]
    out["quantile"] = [number(quantile(whole, "cdf", mpf(p))) for p in tails]
    out["upperQuantile"] = [number(quantile(whole, "survival", mpf(p))) for p in tails]
    out["moments"] = [number(mean), number(variance), number(entropy)]
    return out


# For large parameters the continued fractions take too long for a search.
SLOW = {"StudentT", "Gamma", "Beta", "Binomial", "NegativeBinomial", "Poisson"}
TAILS = [1e-250, 1e-15, 1e-3, 0.3, 0.5, 0.8, 1 - 2 ** -30]
CASES = [
    ("Normal", (0, 1), (0, 1.5, -8, 40, -37)), ("Normal", (3, 1e-5), (3, 3.00001, 2.9997)),
    ("Normal", (-1e8, 1e3), (-1e8, -1.0001e8, -99970000)), ("Normal", (0, 1e-200), (1e-200, -3e-199)),
    ("StudentT", (5, 0, 1), (0, 1, -30, 1e6)), ("StudentT", (1, 1, 2), (0, 100, -1e30)),
    ("StudentT", (2.5, -1, 3), (-1, 4)), ("StudentT", (1000, 0, 1), (0.5, -6, 1e-9)),
    ("StudentT", (1e10, 0, 1), (0.5, -6, 30)), ("StudentT", (0.05, 0, 1), (1e-20, -3, 1e200)),
    ("LogNormal", (0, 1), (0, 1, 1e-9, 5, 1e12)), ("LogNormal", (-3, 0.01), (0.05, 0.0498)),
    ("LogNormal", (10, 12), (1, 1e30, 1e-40)), ("LogNormal", (0, 1e-6), (1, 0.999995, 1.00001)),
    ("Laplace", (1, 2), (0, 1, 5, -700, 900)), ("Laplace", (1e6, 1e-3), (1e6, 999999.99)),
    ("Laplace", (0, 1e90), (1e60, -1e92)), ("Cauchy", (0, 1), (0, 1, -1e3, -1e12, 1e200)),
    ("Cauchy", (2, 0.5), (2, 3)), ("Cauchy", (0, 1e-120), (1e-130, -1e120)),
    ("Gumbel", (0, 1), (0, -3, -6.5, 50, 700)), ("Gumbel", (-2, 5), (-2, 0, -30, 900)),
    ("Gumbel", (1e8, 1e4), (1e8, 99970000, 1.005e8)), ("HalfNormal", (1,), (0, 1e-200, 1, 37)),
    ("HalfNormal", (3,), (2, 60)), ("HalfNormal", (1e-90,), (1e-120, 2e-90)),
    ("Exponential", (1,), (0, 1e-12, 1, 700)), ("Exponential", (1e-3,), (1, 1e5)),
    ("Exponential", (1e100,), (1e-110, 1e-99)), ("Gamma", (0.5, 2), (1e-100, 0.1, 5, 200)),
    ("Gamma", (3, 1), (0.01, 2, 60)), ("Gamma", (1000, 10), (50, 100, 130)),
    ("Gamma", (1e-3, 1), (1e-200, 1e-3, 1, 300)), ("Gamma", (1e6, 1e3), (990, 1000, 1001)),
    ("Gamma", (1e8, 1), (99900000, 1e8, 100200000)), ("Gamma", (1e-6, 1e50), (1e-250, 1e-50, 1e-49)),
    ("Gamma", (1, 3), (0, 0.1, 100)), ("Beta", (0.5, 0.5), (1e-12, 0.25, 0.9)),
    ("Beta", (2, 5), (0.01, 0.3, 0.999)), ("Beta", (100, 300), (0.1, 0.25, 0.4)), ("Beta", (1, 1), (0, 0.5, 1)),
    ("Beta", (1, 4), (0, 1e-200, 0.7)), ("Beta", (1e-5, 2), (1e-250, 1e-5, 0.9)), ("Beta", (1e-3, 1e-4), (1e-9, 0.6)),
    ("Beta", (1e7, 3e7), (0.2495, 0.25, 0.251)), ("Beta", (3, 1e8), (1e-9, 3e-8, 1e-6)),
    ("Pareto", (1, 3), (1, 1.0000001, 2, 1e80)), ("Pareto", (2, 0.5), (2, 3, 1e100)),
    ("Pareto", (1e-50, 1e-3), (1e-50, 1e-10)), ("Pareto", (5, 1e6), (5.00001, 5.001)),
    ("Uniform", (-1, 3), (-1, 0, 2.5, 3)), ("Uniform", (-1e300, 1e300), (-1, 1e299)), ("Uniform", (1, 1 + 2 ** -30), (1,)),
    ("Bernoulli", (0.3,), (0, 1)), ("Bernoulli", (1e-300,), (0, 1)), ("Bernoulli", (1 - 2 ** -53,), (0, 1)),
    ("ContinuousBernoulli", (0.5,), (0, 0.3, 1)), ("ContinuousBernoulli", (0.5 + 1e-12,), (1e-9, 0.3)),
    ("ContinuousBernoulli", (0.500001,), (0.3, 0.9)), ("ContinuousBernoulli", (0.9,), (0, 0.5, 1)),
    ("ContinuousBernoulli", (1e-300,), (1e-3, 0.5, 0.99)), ("ContinuousBernoulli", (1 - 2 ** -53,), (1e-9, 0.5, 0.99)),
    ("Categorical", (0.25, 0.5, 0.0, 0.25), (0, 1, 2, 3)), ("Categorical", (0.125, 0.875), (0, 1)),
    ("Binomial", (10, 0.3), (0, 4, 10)), ("Binomial", (1000, 1e-5), (0, 1, 5)), ("Binomial", (1, 0.25), (0, 1)),
    ("Binomial", (10 ** 5, 0.4), (39000, 40000, 41000)), ("Binomial", (10 ** 9, 0.25), (249900000, 250050000)),
    ("Binomial", (10 ** 9, 1e-9), (0, 1, 7)), ("Binomial", (50, 1e-300), (0, 1, 2)),
    ("Binomial", (40, 1 - 2 ** -52), (38, 39, 40)), ("NegativeBinomial", (3, 0.4), (0, 4, 60)),
    ("NegativeBinomial", (0.01, 0.2), (0, 1, 90)), ("NegativeBinomial", (2.5, 1e-6), (0, 1000000, 40000000)),
    ("NegativeBinomial", (1e6, 0.5), (995000, 1000000)), ("NegativeBinomial", (1e8, 1 - 2 ** -30), (0, 1, 5)),
    ("NegativeBinomial", (1, 0.125), (0, 3)), ("Geometric", (0.3,), (0, 4, 900)), ("Geometric", (1e-9,), (0, 1000000000)),
    ("Geometric", (1e-300,), (0, 1e290)), ("Geometric", (1 - 2 ** -50,), (0, 1, 3)), ("Poisson", (3,), (0, 2, 50)),
    ("Poisson", (0.01,), (0, 1, 4)), ("Poisson", (1e-10,), (0, 1, 3)), ("Poisson", (1500,), (1000, 1500, 1700)),
    ("Poisson", (1e6,), (995000, 1000000)), ("Poisson", (1e8,), (99960000, 100000000, 100050000)),
]
PLANE = [[2, 0.6], [0.6, 0.5]]
NEARLY_SINGULAR = [[1, 1 - 2 ** -20], [1 - 2 ** -20, 1]]
VECTORS = [
    ("Dirichlet", [[1, 1, 1]], [[0.25, 0.25, 0.5]]), ("Dirichlet", [[0.5, 2, 3.5]], [[0.125, 0.375, 0.5], [2 ** -40, 0.5, 0.5 - 2 ** -40]]),
    ("Dirichlet", [[1e-5, 1e-3]], [[2 ** -30, 1 - 2 ** -30]]), ("Dirichlet", [[1e7, 3e7, 4e7]], [[0.125, 0.375, 0.5], [0.1251, 0.3749, 0.5]]),
    ("DiagonalNormal", [[1, -2], [0.5, 3]], [[0.2, 4], [1, -2]]), ("DiagonalNormal", [[0, 0, 1e6], [1e-100, 1e100, 1]], [[1e-100, 0, 1e6]]),
    ("MultivariateNormal", [[1, -2], PLANE], [[0.3, -1], [40, 0]]), ("MultivariateNormal", [[0, 0], NEARLY_SINGULAR], [[1, 1], [0.5, 0.25]]),
]
MIXTURES = [
    ([0.5, 0.5], [["Normal", [0, 2]], ["Normal", [15, 2]]], [-60, 7.5, 90], TAILS, [-90, -30, 0, 7, 15, 45, 110]),
    ([0.125, 0.875], [["Gamma", [2, 1]], ["Gamma", [50, 2]]], [1e-9, 3, 25, 300], TAILS[1:], [0, 2, 10, 25, 40, 80, 300]),
    ([0.25, 0.75], [["Poisson", [2]], ["Poisson", [30]]], [0, 10, 80], TAILS[1:], [0]),
]

if __name__ == "__main__":
    torch.set_default_dtype(torch.float64)
    td.Distribution.set_default_validate_args(False)
    lines = [elsewhere(univariate(name, parameters, points)) for name, parameters, points in CASES]
    lines += [vectors(*row) for row in VECTORS] + [mixture(*row) for row in MIXTURES]
    print("[" + ",\n".join(json.dumps(line, separators=(",", ":")) for line in lines) + "]")
