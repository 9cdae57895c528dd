import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  chiSquaredDivergence,
  entropy,
  fDivergence,
  hellingerDistance,
  jeffreysDivergence,
  jensenShannonDivergence,
  klDivergence,
  mutualInformation,
  renyiDivergence,
  totalVariationDistance,
  wassersteinDistance,
  type DivergenceArgument,
} from "kl-to-vae/divergences";
import {
  Beta,
  Cauchy,
  Exponential,
  Gamma,
  Laplace,
  LogNormal,
  Mixture,
  MultivariateNormal,
  Normal,
  Pareto,
  Poisson,
  StudentT,
  Uniform,
  type Distribution,
} from "kl-to-vae/distributions";
import { channel, extremeVector, independent, mixed, throughChannel, vector, vectors } from "./generators.js";

type Divergence = (p: DivergenceArgument, q: DivergenceArgument) => number;

/** The α-divergence (Cressie & Read) of order 3, and one with a finite slope. */
const cubic: Divergence = (p, q) =>
  fDivergence(p, q, { f: (t) => (t * t * t - 1 - 3 * (t - 1)) / 6, slopeAtInfinity: Infinity });
const triangular: Divergence = (p, q) =>
  fDivergence(p, q, { f: (t) => (t - 1) ** 2 / (t + 1), slopeAtInfinity: 1 });
const renyi =
  (alpha: number): Divergence =>
  (p, q) =>
    renyiDivergence(p, q, alpha);
const squared =
  (distance: Divergence): Divergence =>
  (p, q) =>
    distance(p, q) ** 2;

const all: Record<string, Divergence> = {
  KL: klDivergence,
  "Jensen–Shannon": jensenShannonDivergence,
  Jeffreys: jeffreysDivergence,
  "χ²": chiSquaredDivergence,
  "total variation": totalVariationDistance,
  Hellinger: hellingerDistance,
  "Rényi ½": renyi(0.5),
  "Rényi 0.9": renyi(0.9),
  "Rényi 3": renyi(3),
  "triangular f": triangular,
  "cubic f": cubic,
};
const wasserstein: Record<string, Divergence> = {
  "Wasserstein 1": wassersteinDistance,
  "Wasserstein 2": (p, q) => wassersteinDistance(p, q, { order: 2 }),
};
const named = (divergences: Record<string, Divergence>, ...names: string[]): [string, Divergence][] =>
  Object.entries(divergences).filter(([name]) => names.length === 0 || names.includes(name));

/** a ≤ b but for rounding. */
function expectAtMost(a: number, b: number): void {
  expect(a).not.toBeNaN();
  if (b < Infinity) expect(a).toBeLessThanOrEqual(b + 1e-9 * (1 + Math.abs(b)));
}

const probability = fc.double({ min: 0.001, max: 0.999, noNaN: true });
const size = fc.double({ min: 0.2, max: 5, noNaN: true });
const place = fc.double({ min: -5, max: 5, noNaN: true });

const anyDistribution: fc.Arbitrary<Distribution> = fc.oneof(
  fc.tuple(place, size).map(([m, s]) => new Normal(m, s)),
  fc.tuple(place, size).map(([m, s]) => new Laplace(m, s)),
  fc.tuple(place, size).map(([m, s]) => new Cauchy(m, s)),
  fc.tuple(size, place, size).map(([df, m, s]) => new StudentT(df, m, s)),
  fc.tuple(size, size).map(([a, b]) => new Gamma(a + 1, b)),
  fc.tuple(size, size).map(([a, b]) => new Beta(a + 1, b + 1)),
  fc.tuple(place, size).map(([low, width]) => new Uniform(low, low + width)),
  size.map((rate) => new Poisson(rate)),
  fc.tuple(place, size).map(([m, s]) => new Mixture([0.25, 0.75], [new Normal(m, s), new Normal(-m, 1)])),
);

describe.each(named(all))("%s", (_, divergence) => {
  it("does not depend on how outcomes are numbered", () => {
    fc.assert(
      fc.property(vectors(2), ([p, q]) => {
        const value = divergence(p as number[], q as number[]);
        const reversed = divergence((p as number[]).toReversed(), (q as number[]).toReversed());
        expectAtMost(value, reversed);
        expectAtMost(reversed, value);
      }),
    );
  });
});

describe.each([...named(all), ...named(wasserstein)])("%s", (_, divergence) => {
  it("is not negative, and exactly zero between equal vectors", () => {
    fc.assert(
      fc.property(fc.tuple(extremeVector(4), extremeVector(4)), ([p, q]) => {
        expect(valueOrInfinity(divergence, p, q)).toBeGreaterThanOrEqual(0);
        expect(divergence(p, [...p])).toBe(0);
      }),
    );
  });
});

describe.each(named(all, "Jensen–Shannon", "χ²", "total variation", "Hellinger", "Rényi ½", "triangular f"))(
  "%s between distributions",
  (_, divergence) => {
    it("is not negative or NaN, and exactly zero at p = q, for any two families", { timeout: 60_000 }, () => {
      fc.assert(
        fc.property(anyDistribution, anyDistribution, (p, q) => {
          expect(divergence(p, p)).toBe(0);
          expect(valueOrInfinity(divergence, p, q)).toBeGreaterThanOrEqual(0);
        }),
        { numRuns: 25 },
      );
    });
  },
);

/** Where an integral diverges, or is out of reach, an error says so. */
function valueOrInfinity(divergence: Divergence, p: DivergenceArgument, q: DivergenceArgument): number {
  try {
    return divergence(p, q);
  } catch (error) {
    expect(error).toMatchObject({ code: "NON_FINITE" });
    return Infinity;
  }
}

describe.each([
  ...named(all, "Jensen–Shannon", "Jeffreys", "total variation", "Hellinger", "triangular f"),
  ...named(wasserstein),
])("%s", (_, divergence) => {
  it("is symmetric", () => {
    fc.assert(
      fc.property(vectors(2), ([p, q]) => {
        const value = divergence(p as number[], q as number[]);
        if (value === Infinity) expect(divergence(q as number[], p as number[])).toBe(Infinity);
        else expect(divergence(q as number[], p as number[])).toBeCloseTo(value, 13);
      }),
    );
  });
});

describe("jeffreysDivergence", () => {
  it("is the sum of both KL divergences", () => {
    fc.assert(
      fc.property(vectors(2), (two) => {
        const [p, q] = two as [number[], number[]];
        expect(jeffreysDivergence(p, q)).toBe(klDivergence(p, q) + klDivergence(q, p));
      }),
    );
  });
});

describe("symmetry between distributions", () => {
  it.each(named(all, "Jensen–Shannon", "total variation", "Hellinger"))("holds for %s", (_, divergence) => {
    fc.assert(
      fc.property(anyDistribution, anyDistribution, (p, q) => {
        const value = valueOrInfinity(divergence, p, q);
        const other = valueOrInfinity(divergence, q, p);
        expectAtMost(value, other);
        expectAtMost(other, value);
      }),
      { numRuns: 20 },
    );
  });
});

describe.each([
  ...named(all, "total variation", "Hellinger"),
  ["the root of Jensen–Shannon", (p, q) => Math.sqrt(jensenShannonDivergence(p, q))] as [string, Divergence],
  ...named(wasserstein),
])("%s", (name, distance) => {
  it("satisfies the triangle inequality", () => {
    fc.assert(
      fc.property(vectors(3), (three) => {
        const [p, q, r] = three as [number[], number[], number[]];
        expectAtMost(distance(p, r), distance(p, q) + distance(q, r));
      }),
    );
  });

  it("satisfies it between distributions on the line", () => {
    const normals = fc.tuple(place, size).map(([m, s]) => new Normal(m, s));
    const others = fc.tuple(place, size).map(([m, s]) => new Laplace(m, s));
    fc.assert(
      fc.property(normals, others, normals, (p, q, r) => {
        expectAtMost(distance(p, r), distance(p, q) + distance(q, r));
      }),
      { numRuns: name.startsWith("Wasserstein") ? 30 : 15 },
    );
  });
});

describe.each([
  ...named(
    all,
    "KL",
    "Jensen–Shannon",
    "Jeffreys",
    "total variation",
    "χ²",
    "Rényi ½",
    "Rényi 0.9",
    "triangular f",
    "cubic f",
  ),
  ["squared Hellinger", squared(hellingerDistance)] as [string, Divergence],
])("%s", (_, divergence) => {
  it("is jointly convex", () => {
    fc.assert(
      fc.property(vectors(4), probability, (four, share) => {
        const [p, q, r, s] = four as [number[], number[], number[], number[]];
        const [first, second] = [divergence(p, q), divergence(r, s)];
        expectAtMost(
          divergence(mixed(share, p, r), mixed(share, q, s)),
          share * first + (1 - share) * second,
        );
      }),
    );
  });
});

describe.each(named(all))("%s", (_, divergence) => {
  it("does not grow when both are sent through one channel", () => {
    const cases = fc.integer({ min: 1, max: 5 }).chain((n) => fc.tuple(vector(n), vector(n), channel(n)));
    fc.assert(
      fc.property(cases, ([p, q, rows]) => {
        expectAtMost(divergence(throughChannel(p, rows), throughChannel(q, rows)), divergence(p, q));
      }),
    );
  });
});

describe("the Wasserstein distance", () => {
  it("can grow in a channel, unlike the others: a map may carry outcomes further apart", () => {
    const apart = [
      [1, 0, 0, 0],
      [0, 0, 0, 1],
    ];
    expect(wassersteinDistance([1, 0], [0, 1])).toBe(1);
    expect(wassersteinDistance(throughChannel([1, 0], apart), throughChannel([0, 1], apart))).toBe(3);
  });

  it("moves with shifts and scales of both", () => {
    fc.assert(
      fc.property(place, size, place, size, fc.constantFrom(1, 2, 2.5), (m, s, shift, scale, order) => {
        const value = wassersteinDistance(new Normal(0, 1), new Laplace(m, s), { order });
        const moved = wassersteinDistance(
          new Normal(shift, scale),
          new Laplace(shift + scale * m, scale * s),
          {
            order,
          },
        );
        expect(moved / scale).toBeCloseTo(value, 9);
      }),
      { numRuns: 20 },
    );
  });

  it("grows with the order", () => {
    fc.assert(
      fc.property(vectors(2), ([p, q]) => {
        const [one, two, three] = [1, 2, 3].map((order) =>
          wassersteinDistance(p as number[], q as number[], { order }),
        ) as [number, number, number];
        expectAtMost(one, two);
        expectAtMost(two, three);
      }),
    );
  });
});

describe("independent pairs", () => {
  it.each(named(all, "KL", "Jeffreys", "Rényi ½", "Rényi 3"))("add up in %s", (_, divergence) => {
    fc.assert(
      fc.property(vectors(2), vectors(2), ([p, q], [r, s]) => {
        const sum = divergence(p as number[], q as number[]) + divergence(r as number[], s as number[]);
        const both = divergence(
          independent(p as number[], r as number[]),
          independent(q as number[], s as number[]),
        );
        if (sum === Infinity) expect(both).toBe(Infinity);
        else expect(Math.abs(both - sum)).toBeLessThanOrEqual(1e-9 * (1 + sum));
      }),
    );
  });

  it.each(named(all, "Jensen–Shannon", "χ²", "total variation", "Hellinger"))(
    "do not in %s",
    (_, divergence) => {
      const [p, q] = [
        [0.5, 0.5],
        [0.9, 0.1],
      ];
      const both = divergence(independent(p, p), independent(q, q));
      expect(Math.abs(both - 2 * divergence(p, q))).toBeGreaterThan(1e-2);
    },
  );
});

describe("invertible maps of the outcomes", () => {
  const invariant = named(all, "Jensen–Shannon", "total variation", "Hellinger", "Rényi ½", "Rényi 0.9");

  it.each(invariant)("leave %s alone: shifts, scales and logarithms", (_, divergence) => {
    fc.assert(
      fc.property(place, size, place, size, place, size, (m, s, n, t, shift, scale) => {
        const value = divergence(new Normal(m, s), new Normal(n, t));
        const moved = [
          divergence(new Normal(shift + scale * m, scale * s), new Normal(shift + scale * n, scale * t)),
          divergence(new LogNormal(m, s), new LogNormal(n, t)),
        ];
        for (const other of moved) expect(other).toBeCloseTo(value, 9);
        const gammas = divergence(new Gamma(1 + s, t), new Gamma(1 + t, s));
        expect(divergence(new Gamma(1 + s, t / scale), new Gamma(1 + t, s / scale))).toBeCloseTo(gammas, 9);
        const paretos = divergence(new Pareto(scale, s), new Pareto(scale, t));
        expect(divergence(new Exponential(s), new Exponential(t))).toBeCloseTo(paretos, 9);
      }),
      { numRuns: 10 },
    );
  });

  it("leave Rényi's divergence and Hellinger's distance of normals in the plane alone", () => {
    const entry = fc.double({ min: -2, max: 2, noNaN: true });
    const normal = fc.tuple(entry, entry, size, entry, size);
    fc.assert(
      fc.property(normal, normal, fc.tuple(size, entry, entry, size), (p, q, [a, b, c, rest]) => {
        // Of determinant a · rest, which is not close to 0.
        const d = rest + (b * c) / a;
        const image = ([x, y, l, k, m]: [number, number, number, number, number]): MultivariateNormal => {
          // The covariance is L Lᵀ, and after the map A it is (A L)(A L)ᵀ.
          const [e, f, g, h] = [a * l + b * k, b * m, c * l + d * k, d * m];
          return new MultivariateNormal(
            [a * x + b * y, c * x + d * y],
            [
              [e * e + f * f, e * g + f * h],
              [e * g + f * h, g * g + h * h],
            ],
          );
        };
        const identity = ([x, y, l, k, m]: [number, number, number, number, number]): MultivariateNormal =>
          new MultivariateNormal(
            [x, y],
            [
              [l * l, l * k],
              [l * k, k * k + m * m],
            ],
          );
        for (const divergence of [renyi(0.5), hellingerDistance]) {
          const value = divergence(identity(p), identity(q));
          expect(Math.abs(divergence(image(p), image(q)) - value)).toBeLessThan(1e-7 * (1 + value));
        }
      }),
    );
  });
});

describe("bounds between divergences", () => {
  it("hold: H² ≤ TV ≤ √2 H, Pinsker, Bretagnolle–Huber, KL ≤ log(1 + χ²), JS ≤ log 2, Rényi grows with its order", () => {
    const bounds = (p: DivergenceArgument, q: DivergenceArgument, kl: number): void => {
      const [h, tv] = [hellingerDistance(p, q), totalVariationDistance(p, q)];
      expectAtMost(h * h, tv);
      expectAtMost(tv, Math.SQRT2 * h);
      expectAtMost(tv, Math.sqrt(kl / 2));
      expectAtMost(tv, Math.sqrt(-Math.expm1(-kl)));
      expectAtMost(kl, Math.log1p(chiSquaredDivergence(p, q)));
      expect(jensenShannonDivergence(p, q)).toBeLessThanOrEqual(Math.LN2);
      expectAtMost(jensenShannonDivergence(p, q), tv * Math.LN2);
      const orders = [0.1, 0.5, 0.9, 1 - 1e-6, 1, 1 + 1e-6, 1.5, 2, 5].map((alpha) =>
        renyiDivergence(p, q, alpha),
      );
      orders.reduce((before, value) => (expectAtMost(before, value), value));
    };
    fc.assert(
      fc.property(vectors(2), ([p, q]) => {
        bounds(p as number[], q as number[], klDivergence(p as number[], q as number[]));
      }),
    );
    fc.assert(
      fc.property(place, size, place, size, (m, s, n, t) => {
        const [p, q] = [new Normal(m, s), new Normal(n, t)];
        bounds(p, q, klDivergence(p, q));
      }),
      { numRuns: 20 },
    );
  });
});

describe("mutualInformation", () => {
  const tables = fc
    .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }))
    .chain(([rows, columns]) =>
      vector(rows * columns).map((flat) =>
        Array.from({ length: rows }, (_, i) => flat.slice(i * columns, (i + 1) * columns)),
      ),
    );
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const margins = (joint: number[][]): [number[], number[]] => [
    joint.map(sum),
    (joint[0] as number[]).map((_, j) => sum(joint.map((row) => row[j] as number))),
  ];

  it("is H(X) + H(Y) − H(X, Y), not negative, and at most either entropy", () => {
    fc.assert(
      fc.property(tables, (joint) => {
        const [x, y] = margins(joint);
        const information = mutualInformation(joint);
        expect(information).toBeGreaterThanOrEqual(0);
        expect(information).toBeCloseTo(entropy(x) + entropy(y) - entropy(joint.flat()), 10);
        expectAtMost(information, Math.min(entropy(x), entropy(y)));
      }),
    );
  });

  it("is the mean divergence of the rows from their average (chain rule)", () => {
    fc.assert(
      fc.property(tables, (joint) => {
        const [x, y] = margins(joint);
        const mean = joint.reduce((total, row, i) => {
          const share = x[i] as number;
          return share > 1e-6
            ? total +
                share *
                  klDivergence(
                    row.map((value) => value / share),
                    y,
                  )
            : total;
        }, 0);
        expect(Math.abs(mutualInformation(joint) - mean)).toBeLessThan(1e-4);
      }),
    );
  });

  it("does not grow when one variable goes through a channel", () => {
    const cases = tables.chain((joint) =>
      fc.tuple(fc.constant(joint), channel((joint[0] as number[]).length)),
    );
    fc.assert(
      fc.property(cases, ([joint, rows]) => {
        expectAtMost(
          mutualInformation(joint.map((row) => throughChannel(row, rows))),
          mutualInformation(joint),
        );
      }),
    );
  });
});
