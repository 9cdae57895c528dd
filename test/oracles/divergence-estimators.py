"""Reference values for the estimators and approximations of the KL divergence.

Nearest neighbours: brute force over all pairs in numpy. Gaussian mixtures: the formulas in mpmath, the variational upper
bound by a solver of another kind (its convex dual, by Newton's method with a barrier, in mpmath). Mixture pairs in one
dimension: mpmath's quadrature with 30 digits.

Run: pip install mpmath numpy scipy; python divergence-estimators.py > divergence-estimators.json
"""
import json
import numpy as np
from mpmath import mp, mpf, matrix, log, exp, pi, sqrt, quad, det, inverse, lu_solve
from scipy.special import digamma

mp.dps = 30
rng = np.random.default_rng(20240607)
out = {"neighbours": [], "approximations": [], "quadrature": []}


# Nearest neighbours, Wang, Kulkarni & Verdu (2009): every distance, sorted.
def neighbours(x, y, k, reduced):
    n, d = x.shape
    m = len(y)
    xx = np.sqrt(((x[:, None, :] - x[None, :, :]) ** 2).sum(-1))
    xy = np.sqrt(((x[:, None, :] - y[None, :, :]) ** 2).sum(-1))
    total = 0.0
    for i in range(n):
        a = np.sort(np.delete(xx[i], i))
        b = np.sort(xy[i])
        if reduced:
            radius = max(a[k - 1], b[k - 1])
            l, c = (a <= radius).sum(), (b <= radius).sum()
            total += d * np.log(b[c - 1] / a[l - 1]) + digamma(l) - digamma(c)
        else:
            total += d * np.log(b[k - 1] / a[k - 1])
    return total / n + np.log(m / (n - 1))


for d, n, m in [(1, 30, 30), (1, 40, 25), (2, 35, 50), (3, 45, 30), (5, 40, 60)]:
    x = np.round(rng.normal(size=(n, d)), 6)
    y = np.round(rng.normal(0.5, 1.5, size=(m, d)), 6)
    estimates = [{"k": k, "biasReduced": reduced, "value": float(neighbours(x, y, k, reduced))}
                 for k in (1, 2, 5) for reduced in (False, True)]
    out["neighbours"].append({"x": x.tolist(), "y": y.tolist(), "estimates": estimates})


# Gaussian mixtures.
def kl(f, g):
    (m, s), (n, t) = f, g
    d = len(m)
    inv = inverse(t)
    diff = matrix([b - a for a, b in zip(m, n)])
    trace = sum((inv * s)[i, i] for i in range(d))
    return (trace - d + (diff.T * inv * diff)[0] + log(det(t) / det(s))) / 2


def log_overlap(f, g):
    (m, s), (n, t) = f, g
    c = s + t
    diff = matrix([b - a for a, b in zip(m, n)])
    return -((diff.T * inverse(c) * diff)[0] + log(det(c)) + len(m) * log(2 * pi)) / 2


def entropy(f):
    return (len(f[0]) * (1 + log(2 * pi)) + log(det(f[1]))) / 2


def least_upper(w, v, cost):
    """max sum_a w_a log(sum_b u_ab psi_ab / w_a), psi >= 0 with column sums v, u = exp(-cost), negated.

    By the dual: minimise sum_b v_b p_b - sum_a w_a log beta_a over prices p_b >= beta_a u_ab; stationary when beta = 1 / U.
    With a barrier of weight t for each constraint, by Newton's method in (beta, p), t taken down to 1e-24.
    """
    A, B = len(w), len(v)
    u = [[exp(-c) for c in row] for row in cost]
    z = matrix([mpf(1) / 2] * A + [mpf(2)] * B)

    def slack(z):
        return [[z[A + b] - z[a] * u[a][b] for b in range(B)] for a in range(A)]

    def value(z, t):
        s = slack(z)
        if min(z) <= 0 or min(min(r) for r in s) <= 0:
            return None
        return sum(v[b] * z[A + b] for b in range(B)) - sum(w[a] * log(z[a]) for a in range(A)) - t * sum(
            log(s[a][b]) for a in range(A) for b in range(B))

    t = mpf(1)
    while t > mpf(10) ** -24:
        for _ in range(200):
            s = slack(z)
            g = matrix(A + B, 1)
            h = matrix(A + B, A + B)
            for a in range(A):
                g[a] -= w[a] / z[a]
                h[a, a] += w[a] / z[a] ** 2
            for b in range(B):
                g[A + b] += v[b]
            for a in range(A):
                for b in range(B):
                    r = t / s[a][b]
                    q = r / s[a][b]
                    g[a] += r * u[a][b]
                    g[A + b] -= r
                    h[a, a] += q * u[a][b] ** 2
                    h[A + b, A + b] += q
                    h[a, A + b] -= q * u[a][b]
                    h[A + b, a] -= q * u[a][b]
            step = lu_solve(h, -g)
            decrement = -(g.T * step)[0]
            if decrement < t * mpf(10) ** -6:
                break
            here, length = value(z, t), mpf(1)
            while True:
                new = value(z + length * step, t)
                if new is not None and new <= here - length * decrement / 10:
                    break
                length /= 2
            z = z + length * step
        t /= 4
    # Strong duality: max of sum w log U is sum_b v_b p_b - 1 - sum_a w_a log(beta_a / w_a); the bound is -max + sum w log w.
    best = sum(v[b] * z[A + b] for b in range(B)) - 1 - sum(w[a] * log(z[a] / w[a]) for a in range(A))
    return -best + sum(x * log(x) for x in w)


def approximation(w, f, v, g):
    A, B = range(len(w)), range(len(v))
    d = [[kl(a, b) for b in g] for a in f]
    p_below = [log(sum(w[c] * exp(-kl(f[a], f[c])) for c in A)) for a in A]
    p_above = [log(sum(w[c] * exp(log_overlap(f[a], f[c])) for c in A)) for a in A]
    q_below = [log(sum(v[b] * exp(-d[a][b]) for b in B)) for a in A]
    q_above = [log(sum(v[b] * exp(log_overlap(f[a], g[b])) for b in B)) for a in A]
    h = [entropy(x) for x in f]
    upper = least_upper(w, v, d)
    jensen = sum(w[a] * (p_above[a] + h[a] - q_below[a]) for a in A)
    return {"variational": float(sum(w[a] * (p_below[a] - q_below[a]) for a in A)),
            "lower": float(sum(w[a] * (p_below[a] - h[a] - q_above[a]) for a in A)),
            "upper": float(min(upper, jensen))}


def weights(k):
    w = np.round(rng.dirichlet(np.ones(k) * 2) * 0.8 + 0.2 / k, 4)
    w[-1] = np.round(1 - w[:-1].sum(), 4)
    return w.tolist()


def components(k, d, spread):
    made = []
    for _ in range(k):
        root = rng.normal(size=(d, d))
        covariance = np.round(root @ root.T + 0.5 * np.eye(d), 4)
        made.append((np.round(rng.normal(0, spread, d), 4).tolist(), covariance.tolist()))
    return made


def exactly(parts):
    return [([mpf(x) for x in m], matrix([[mpf(x) for x in row] for row in s])) for m, s in parts]


for d, k, l, spread in [(1, 1, 1, 1), (1, 2, 3, 2), (1, 3, 2, 4), (1, 3, 3, 0.5), (2, 2, 2, 2), (2, 3, 4, 3), (3, 2, 3, 1), (3, 4, 2, 5)]:
    w, v = weights(k), weights(l)
    f, g = components(k, d, spread), components(l, d, spread)
    total = lambda x: [mpf(i) / sum(map(mpf, x)) for i in x]
    out["approximations"].append({"p": {"weights": w, "components": f}, "q": {"weights": v, "components": g},
                                  **approximation(total(w), exactly(f), total(v), exactly(g))})


# Mixture pairs in one dimension: [weight, mean, sd] each, split where the components are.
def density(parts):
    return lambda x: sum(mpf(w) * exp(-((x - mpf(m)) / mpf(s)) ** 2 / 2) / (mpf(s) * sqrt(2 * pi)) for w, m, s in parts)


for p, q in [([(0.5, -2, 1), (0.5, 2, 1)], [(1, 0, 2)]),
             ([(1, 0, 2)], [(0.5, -2, 1), (0.5, 2, 1)]),
             ([(0.3, -1, 0.5), (0.7, 3, 2)], [(0.6, -1, 1), (0.4, 4, 1)]),
             ([(0.5, -1000, 1), (0.5, 1000, 1)], [(0.25, -1000, 2), (0.75, 1000, 1)]),
             ([(0.9, 0, 1), (0.1, 30, 0.1)], [(0.5, 0, 1), (0.5, 29, 3)]),
             ([(0.5, 0, 1e-6), (0.5, 3e-6, 1e-6)], [(1, 1e-6, 4e-6)]),
             ([(0.5, 0, 1e8), (0.5, 3e8, 1e8)], [(0.2, 0, 2e8), (0.8, 1e8, 3e8)]),
             ([(0.5, 0, 1), (0.5, 1, 1)], [(0.49, 0, 1), (0.51, 1, 1)])]:
    a, b = density(p), density(q)
    ends = sorted({m + k * s for _, m, s in p for k in (-14, -6, -3, -1, 0, 1, 3, 6, 14)})
    # Beyond 14 standard deviations of every component of p lies less than 1e-43 of it.
    value = quad(lambda x: a(x) * log(a(x) / b(x)) if a(x) > 0 else mpf(0), [mpf(e) for e in ends])
    out["quadrature"].append({"p": p, "q": q, "value": float(value)})

print(json.dumps(out))
