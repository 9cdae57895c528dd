import { describe, expect, it } from "vitest";
import {
  chiSquaredDivergence,
  crossEntropy,
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
import { ndarray } from "kl-to-vae/array";
import {
  Cauchy,
  DiagonalNormal,
  Dirichlet,
  Gamma,
  Geometric,
  Laplace,
  LogNormal,
  Mixture,
  Normal,
  Poisson,
  StudentT,
  Uniform,
} from "kl-to-vae/distributions";

type Divergence = (p: DivergenceArgument, q: DivergenceArgument) => number;

const absolute = { f: (t: number): number => 0.5 * Math.abs(t - 1), slopeAtInfinity: 0.5 };
const divergences: [string, Divergence][] = [
  ["klDivergence", klDivergence],
  ["jensenShannonDivergence", jensenShannonDivergence],
  ["jeffreysDivergence", jeffreysDivergence],
  ["chiSquaredDivergence", chiSquaredDivergence],
  ["totalVariationDistance", totalVariationDistance],
  ["hellingerDistance", hellingerDistance],
  ["renyiDivergence", (p, q): number => renyiDivergence(p, q, 0.5)],
  ["fDivergence", (p, q): number => fDivergence(p, q, absolute)],
  ["wassersteinDistance", wassersteinDistance],
  ["crossEntropy", crossEntropy],
];
const fair = [0.5, 0.5];

function expectRefusal(action: () => unknown, code: string, message: RegExp): void {
  expect(action).toThrowError(expect.objectContaining({ code }) as Error);
  expect(action).toThrowError(message);
}

describe.each(divergences)("%s", (_, divergence) => {
  it.each([
    ["an empty vector", [], /p must have at least one probability, but is empty/],
    ["a NaN", [NaN, 1], /p\[0\] must be a probability, but is NaN/],
    ["an infinite entry", [0.5, Infinity], /p\[1\] must be a probability, but is Infinity/],
    ["a negative entry", [1.5, -0.5], /p\[1\] must be a probability, but is -0.5/],
    ["a sum just above the tolerance", [0.5, 0.5 + 1.01e-6], /p must sum to 1 .* Normalise it/],
    ["a sum just below it", [0.5, 0.5 - 1.01e-6], /p must sum to 1 .* Normalise it/],
  ])("refuses %s on either side", (_what, wrong, message) => {
    expectRefusal(() => divergence(wrong, fair), "INVALID_ARGUMENT", message);
    expectRefusal(
      () => divergence(fair, wrong),
      "INVALID_ARGUMENT",
      new RegExp(message.source.replace(/^p/, "q")),
    );
  });

  it("takes a sum within 1e-6 of 1 for a rounded 1", () => {
    const value = divergence([0.5, 0.5 + 0.99e-6], fair);
    expect(Math.abs(value - divergence(fair, fair))).toBeLessThan(1e-6);
  });

  it("refuses vectors of different lengths and distributions of different dimensions", () => {
    expectRefusal(() => divergence([1], fair), "SHAPE", /1 and 2 probabilities/);
    const plane = new DiagonalNormal([0, 0], [1, 1]);
    expectRefusal(() => divergence(new Normal(0, 1), plane), "SHAPE", /same dimension, but have 1 and 2/);
    expectRefusal(
      () => divergence(ndarray(new Float64Array([0.5, 0.5]), [1, 2]), fair),
      "SHAPE",
      /p must have shape \[K\], but its shape is \[1, 2\]/,
    );
  });

  it.each([[null], [undefined], ["0.5, 0.5"], [0.5], [{}], [() => 1], [new Normal(0, 1)]])(
    "refuses %s beside a vector",
    (wrong) => {
      const message = /two probability vectors or two distributions/;
      expectRefusal(() => divergence(wrong as unknown as number[], fair), "INVALID_ARGUMENT", message);
      expectRefusal(() => divergence(fair, wrong as unknown as number[]), "INVALID_ARGUMENT", message);
    },
  );

  it("takes plain and typed arrays, and arrays with a shape", () => {
    const p = [0.25, 0.75];
    const value = divergence(p, fair);
    for (const same of [Float64Array.from(p), Float32Array.from(p), ndarray(Float32Array.from(p), [2])]) {
      expect(divergence(same, fair)).toBe(value);
      expect(divergence(p, Float32Array.from(fair))).toBe(value);
    }
  });
});

describe("units", () => {
  it.each([
    ["klDivergence", (unit: "bits"): number => klDivergence(fair, [0.25, 0.75], { unit })],
    [
      "jensenShannonDivergence",
      (unit: "bits"): number => jensenShannonDivergence(fair, [0.25, 0.75], { unit }),
    ],
    ["jeffreysDivergence", (unit: "bits"): number => jeffreysDivergence(fair, [0.25, 0.75], { unit })],
    ["renyiDivergence", (unit: "bits"): number => renyiDivergence(fair, [0.25, 0.75], 2, { unit })],
    ["crossEntropy", (unit: "bits"): number => crossEntropy(fair, [0.25, 0.75], { unit })],
    ["entropy", (unit: "bits"): number => entropy([0.25, 0.75], { unit })],
    [
      "mutualInformation",
      (unit: "bits"): number =>
        mutualInformation(
          [
            [0.5, 0],
            [0.25, 0.25],
          ],
          { unit },
        ),
    ],
  ])("are nats or bits in %s, and nothing else", (_, measure) => {
    expect(measure("bits") * Math.LN2).toBeCloseTo(measure("nats" as "bits"), 14);
    expectRefusal(
      () => measure("bans" as "bits"),
      "INVALID_ARGUMENT",
      /unit must be "nats" or "bits", but is "bans"/,
    );
  });
});

describe("renyiDivergence", () => {
  it.each([[0], [-1], [NaN], [Infinity], ["2"], [undefined], [null]])("refuses the order %s", (alpha) => {
    expectRefusal(
      () => renyiDivergence(fair, fair, alpha as number),
      "INVALID_ARGUMENT",
      /alpha must be positive and finite, but is/,
    );
  });
});

describe("fDivergence", () => {
  const f = (t: number): number => (t - 1) ** 2;

  it("refuses an f that is no function, or not 0 at 1, or NaN on the way", () => {
    const of = (given: unknown) => (): number =>
      fDivergence([0, 1], fair, { f: given as typeof f, slopeAtInfinity: Infinity });
    expectRefusal(
      of("t log t"),
      "INVALID_ARGUMENT",
      /f must be a function of the ratio p \/ q, but is t log t/,
    );
    expectRefusal(of(undefined), "INVALID_ARGUMENT", /f must be a function/);
    expectRefusal(
      of((t: number) => t),
      "INVALID_ARGUMENT",
      /f\(1\) must be 0, but is 1/,
    );
    expectRefusal(
      of(() => NaN),
      "INVALID_ARGUMENT",
      /f\(1\) must be 0, but is NaN/,
    );
    expectRefusal(
      of((t: number) => t * Math.log(t)),
      "NON_FINITE",
      /f\(0\) is NaN: give it the limit/,
    );
  });

  it.each([[NaN], [undefined], ["1"], [null]])("refuses the slope %s", (slopeAtInfinity) => {
    expectRefusal(
      () => fDivergence(fair, fair, { f, slopeAtInfinity: slopeAtInfinity as number }),
      "INVALID_ARGUMENT",
      /slopeAtInfinity must be the limit of f\(t\) \/ t for large t/,
    );
  });

  it("says so where a ratio is out of reach and the slope infinite, and takes a finite slope for the limit", () => {
    const q = [Number.MIN_VALUE, 1];
    expectRefusal(() => fDivergence(fair, q, { f, slopeAtInfinity: Infinity }), "NON_FINITE", /out of reach/);
    const g = (t: number): number => (t - 1) ** 2 / (t + 1);
    expect(fDivergence(fair, q, { f: g, slopeAtInfinity: 1 })).toBeCloseTo(0.5 + 0.25 / 1.5, 14);
  });
});

describe("wassersteinDistance", () => {
  it.each([[0.5], [0], [NaN], [Infinity], ["1"], [null]])("refuses the order %s", (order) => {
    expectRefusal(
      () => wassersteinDistance(fair, fair, { order: order as number }),
      "INVALID_ARGUMENT",
      /order must be a finite number from 1, but is/,
    );
  });

  it("refuses positions that do not fit", () => {
    const at = (positions: unknown) => (): number =>
      wassersteinDistance(fair, fair, { positions: positions as number[] });
    expectRefusal(at([1]), "SHAPE", /positions must have 2 entries, one per probability, but has 1/);
    expectRefusal(at([1, NaN]), "INVALID_ARGUMENT", /positions\[1\] is NaN/);
    expectRefusal(at([Infinity, 1]), "INVALID_ARGUMENT", /positions\[0\] is Infinity/);
    expectRefusal(at([1.5e308, -1.5e308]), "INVALID_ARGUMENT", /range overflows/);
    expectRefusal(at("01"), "INVALID_ARGUMENT", /positions must be an array of numbers, but is 01/);
    expectRefusal(
      () => wassersteinDistance(new Normal(0, 1), new Normal(1, 1), { positions: [0] }),
      "INVALID_ARGUMENT",
      /positions are for probability vectors/,
    );
  });

  it("is for normals of order 2 in several dimensions", () => {
    const [p, q] = [new DiagonalNormal([0, 0], [1, 1]), new DiagonalNormal([3, 4], [1, 1])];
    expect(wassersteinDistance(p, q, { order: 2 })).toBe(5);
    expectRefusal(
      () => wassersteinDistance(p, q),
      "NO_CLOSED_FORM",
      /normal distributions and \{ order: 2 \}/,
    );
  });

  it("is infinite for tails too heavy for the order, and says so where they cannot be integrated", () => {
    expect(wassersteinDistance(new Cauchy(0, 1), new Normal(0, 1))).toBe(Infinity);
    expect(wassersteinDistance(new Cauchy(0, 1), new Cauchy(2, 1))).toBe(2);
    expectRefusal(
      () => wassersteinDistance(new StudentT(1.001, 0, 1), new Normal(0, 1)),
      "NON_FINITE",
      /tails are too heavy/,
    );
  });
});

describe("several dimensions", () => {
  it("have no Jensen–Shannon divergence or total variation here", () => {
    const [p, q] = [new DiagonalNormal([0, 0], [1, 1]), new DiagonalNormal([1, 0], [1, 1])];
    for (const divergence of [jensenShannonDivergence, totalVariationDistance]) {
      expectRefusal(() => divergence(p, q), "NO_CLOSED_FORM", /average over samples/);
      expect(divergence(p, p)).toBe(0);
    }
  });

  it("have no Hellinger distance between mixtures, or of normals and Dirichlet distributions another than 1", () => {
    const p = new DiagonalNormal([0, 0], [1, 1]);
    const mixture = new Mixture([0.5, 0.5], [p, new DiagonalNormal([1, 0], [1, 1])]);
    expectRefusal(() => hellingerDistance(mixture, p), "NO_CLOSED_FORM", /average over samples/);
    expect(hellingerDistance(new Dirichlet([1, 2]), p)).toBe(1);
  });
});

describe("entropy", () => {
  it("refuses what is neither vector nor distribution", () => {
    for (const wrong of [null, undefined, 0.5, {}, "11"]) {
      expectRefusal(
        () => entropy(wrong as number[]),
        "INVALID_ARGUMENT",
        /p must be a probability vector or a distribution/,
      );
    }
    expectRefusal(() => entropy([]), "INVALID_ARGUMENT", /empty/);
  });
});

describe("mutualInformation", () => {
  it("refuses a table that is ragged, empty, not finite, negative or not normalised", () => {
    expectRefusal(
      () => mutualInformation([[0.5, 0.25], [0.25]]),
      "SHAPE",
      /row 0 has 2 columns, row 1 has 1/,
    );
    expectRefusal(() => mutualInformation([]), "SHAPE", /at least one row/);
    expectRefusal(() => mutualInformation([[NaN, 1]]), "NON_FINITE", /joint/);
    expectRefusal(
      () => mutualInformation([[1.5, -0.5]]),
      "INVALID_ARGUMENT",
      /joint\[1\] must be a probability/,
    );
    expectRefusal(() => mutualInformation([[0.5], [0.5 + 2e-6]]), "INVALID_ARGUMENT", /joint must sum to 1/);
    expect(mutualInformation([[0.5], [0.5 + 0.9e-6]])).toBe(0);
  });
});

describe("integrals that diverge", () => {
  it("are infinite, or an error says so, and never a number", () => {
    const [normal, cauchy] = [new Normal(0, 1), new Cauchy(0, 1)];
    expect(chiSquaredDivergence(cauchy, normal)).toBe(Infinity);
    expect(chiSquaredDivergence(normal, new Uniform(-9, 9))).toBe(Infinity);
    expect(renyiDivergence(cauchy, new Laplace(0, 1), 1 + 1e-9)).toBe(Infinity);
    expect(renyiDivergence(new StudentT(2, 0, 1), new StudentT(4, 0, 1), 2)).toBe(Infinity);
    expect(renyiDivergence(new Gamma(1, 1), new LogNormal(0, 1), 1.5)).toBe(Infinity);
    expect(renyiDivergence(new Mixture([0.5, 0.5], [normal, cauchy]), normal, 2)).toBe(Infinity);
    expect(renyiDivergence(normal, new Mixture([0.5, 0.5], [normal, cauchy]), 2)).toBeLessThan(Math.LN2);
    expectRefusal(
      () => renyiDivergence(new Geometric(0.3), new Poisson(1), 2),
      "NON_FINITE",
      /The sum is infinite, or its terms fall off too slowly/,
    );
    const entropic = { f: (t: number): number => (t > 0 ? t * Math.log(t) : 0), slopeAtInfinity: Infinity };
    expectRefusal(() => fDivergence(cauchy, normal, entropic), "NON_FINITE", /out of reach/);
    expectRefusal(
      () => jensenShannonDivergence(new Gamma(0.001, 1), new Gamma(0.002, 1)),
      "NON_FINITE",
      /closer to an end of the support than floating point can tell apart/,
    );
  });
});

describe("distributions of different kinds", () => {
  it("share no mass", () => {
    const [p, q] = [new Poisson(2), new Normal(2, 1)];
    expect(totalVariationDistance(p, q)).toBe(1);
    expect(hellingerDistance(p, q)).toBe(1);
    expect(jensenShannonDivergence(p, q)).toBe(Math.LN2);
    expect(chiSquaredDivergence(p, q)).toBe(Infinity);
    expect(renyiDivergence(p, q, 0.5)).toBe(Infinity);
    expect(fDivergence(p, q, absolute)).toBe(1);
    expect(jeffreysDivergence(p, q)).toBe(Infinity);
    expect(crossEntropy(p, q)).toBe(Infinity);
  });
});

describe("options and values that a program without types may pass", () => {
  it("refuses options that are no object, where { unit } or { order } is meant", () => {
    for (const options of ["bits", null, 5] as unknown as object[]) {
      const calls = [
        () => klDivergence(fair, fair, options),
        () => jensenShannonDivergence(fair, [0.25, 0.75], options),
        () => renyiDivergence(fair, [0.25, 0.75], 2, options),
        () => entropy(fair, options),
        () => wassersteinDistance(fair, fair, options),
      ];
      for (const call of calls) expectRefusal(call, "INVALID_ARGUMENT", /Options are an object/);
    }
  });

  it("refuses a missing f, and an f that gives no number", () => {
    expectRefusal(
      () => fDivergence(fair, fair, undefined as unknown as typeof absolute),
      "INVALID_ARGUMENT",
      /f must be a function/,
    );
    const undefinedElsewhere = (t: number): number => (t === 1 ? 0 : undefined) as number;
    expectRefusal(
      () => fDivergence(fair, [0.25, 0.75], { f: undefinedElsewhere, slopeAtInfinity: 0 }),
      "NON_FINITE",
      /f\(2\) is undefined/,
    );
  });

  it("refuses arrays whose shape is not that of their data, and tables of strings", () => {
    const broken = { shape: [3], data: new Float64Array(fair) };
    expectRefusal(() => klDivergence(broken, fair), "SHAPE", /shape is \[3\], with 2 elements/);
    expectRefusal(
      () => mutualInformation({ shape: [2, 2], data: new Float64Array(3) }),
      "SHAPE",
      /needs 4 elements, but holds 3/,
    );
    expectRefusal(
      () =>
        mutualInformation([
          ["0.5", "0"],
          [0, 0.5],
        ] as unknown as number[][]),
      "INVALID_ARGUMENT",
      /row 0, column 0 is 0.5/,
    );
  });

  it("takes −0 as a probability like 0", () => {
    expect(chiSquaredDivergence(fair, [-0, 1])).toBe(Infinity);
    expect(klDivergence(fair, [-0, 1])).toBe(Infinity);
  });

  it("refuses a distribution of numbers beside one of vectors with a single coordinate", () => {
    expectRefusal(
      () => klDivergence(new Normal(0, 1), new DiagonalNormal([0], [1])),
      "SHAPE",
      /one is of vectors with a single coordinate/,
    );
  });
});
