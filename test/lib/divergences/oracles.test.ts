import { readFileSync } from "node:fs";
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
  klQuadrature,
  mutualInformation,
  renyiDivergence,
  totalVariationDistance,
  wassersteinDistance,
} from "kl-to-vae/divergences";
import * as distributions from "kl-to-vae/distributions";
import { Categorical, Mixture, Normal, type Univariate } from "kl-to-vae/distributions";
import { make } from "../distributions/make.js";

type Named = [family: string, ...parameters: unknown[]];
/** JSON has no infinity. */
type Value = number | "Infinity";

interface Oracle {
  between: [
    p: Named,
    q: Named,
    jensenShannon: Value,
    totalVariation: Value,
    triangular: Value,
    hellinger: Value,
    chiSquared: Value,
    renyi: Value[],
  ][];
  renyi: [p: Named, q: Named, alpha: number, value: Value][];
  vectors: [p: number[], q: number[], positions: number[], values: Value[], renyi: [number, Value][]][];
  mutualInformation: [joint: number[][], value: Value][];
  wasserstein: [p: Named, q: Named, order: number, value: Value][];
  wassersteinOfNormals: [p: Named, q: Named, value: Value][];
}

function read<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../../oracles/${name}.json`, import.meta.url), "utf8")) as T;
}

const oracle = read<Oracle>("divergences");
const ALPHAS = [0.1, 0.5, 0.9, 1 - 1e-6, 1 + 1e-6, 1.5, 2, 5];
const TRIANGULAR = { f: (t: number): number => (t - 1) ** 2 / (t + 1), slopeAtInfinity: 1 };

const name = ([family, ...parameters]: Named): string =>
  `${family}(${JSON.stringify(parameters).slice(1, -1)})`;

function build<D = Univariate>([family, ...parameters]: Named): D {
  return any(family, parameters) as D;
}

function any(family: string, parameters: unknown[]): unknown {
  if (family === "Categorical") return new Categorical(parameters[0] as number[]);
  if (family === "Mixture") {
    const numbers = parameters as number[];
    const starts = numbers.flatMap((_, k) => (k % 3 === 0 ? [k] : []));
    return new Mixture(
      starts.map((k) => numbers[k] as number),
      starts.map((k) => new Normal(numbers[k + 1] as number, numbers[k + 2] as number)),
    );
  }
  if (typeof parameters[0] === "number") return make(family, parameters as number[]);
  const Family = (distributions as Record<string, unknown>)[family] as new (...given: unknown[]) => unknown;
  return new Family(...parameters);
}

/** `absolute`: what rounding of the arguments alone may cost. */
function expectClose(actual: number, value: Value, what: string, absolute = 0): void {
  const expected = Number(value);
  if (!Number.isFinite(expected)) return expect(actual, what).toBe(expected);
  const error = Math.abs(actual - expected);
  expect(error, `${what}: ${actual} for ${expected}`).toBeLessThanOrEqual(
    1e-10 * Math.abs(expected) + absolute,
  );
}

/** A divergent integral is infinite, or an error says so. */
function expectCloseOrRefused(measure: () => number, value: Value, what: string): void {
  try {
    expectClose(measure(), value, what);
  } catch (error) {
    if (value !== "Infinity") throw error;
    expect(error).toMatchObject({ code: "NON_FINITE" });
  }
}

describe("klQuadrature", () => {
  const kl = read<[Named, Named, Value, unknown][]>("kl");
  // Parameters of order 1, not nearly equal or far apart, tails with many moments and no mass crowded at an end.
  const moderate = ([family, ...parameters]: Named): boolean =>
    family !== "Pareto" &&
    family !== "StudentT" &&
    parameters.every((x) => typeof x === "number" && (x === 0 || inRange(Math.abs(x), family)));
  const inRange = (x: number, family: string): boolean => x > (family === "Beta" ? 1 : 0.1) && x < 100;
  const plain = kl.filter(
    ([p, q, value]) => moderate(p) && moderate(q) && Number(value) > 1e-3 && Number(value) < 100,
  );
  it.each(plain.map(([p, q, value]) => ({ p, q, value, title: `${name(p)} and ${name(q)}` })))(
    "agrees with the closed form for $title",
    ({ p, q, value }) => {
      // Where a density has a kink, as Laplace's, to 1e-8.
      expectClose(klQuadrature(build(p), build(q)), value, "klQuadrature", 1e-8 * Number(value));
      expectClose(klDivergence(build(p), build(q)), value, "klDivergence");
    },
  );
});

describe("divergences between distributions", () => {
  it.each(oracle.between.map((row) => ({ row, title: `${name(row[0])} and ${name(row[1])}` })))(
    "have mpmath's values for $title",
    ({ row: [p, q, jensenShannon, totalVariation, triangular, hellinger, chiSquared, renyi] }) => {
      const pair = [build(p), build(q)] as const;
      expectClose(jensenShannonDivergence(...pair), jensenShannon, "Jensen–Shannon");
      expectClose(totalVariationDistance(...pair), totalVariation, "total variation");
      expectClose(hellingerDistance(...pair), hellinger, "Hellinger");
      expectCloseOrRefused(() => chiSquaredDivergence(...pair), chiSquared, "χ²");
      // This generator squares the ratio less 1, which is rounded to 1e-16; the divergence is about δ² for a difference δ.
      const rounding = 1e-15 * Math.sqrt(Number(triangular));
      expectClose(fDivergence(...pair, TRIANGULAR), triangular, "triangular", rounding);
      ALPHAS.forEach((alpha, i) => {
        expectCloseOrRefused(() => renyiDivergence(...pair, alpha), renyi[i] as Value, `Rényi ${alpha}`);
      });
    },
  );

  it.each(
    oracle.renyi.map(([p, q, alpha, value]) => ({ p, q, alpha, value, title: `${name(p)}, ${name(q)}` })),
  )("have the textbook's Rényi divergence of order $alpha for $title", ({ p, q, alpha, value }) => {
    expectClose(renyiDivergence(build(p), build(q), alpha), value, "Rényi");
  });
});

describe("the Wasserstein distance", () => {
  it.each(
    oracle.wasserstein.map(([p, q, order, value]) => ({
      p,
      q,
      order,
      value,
      title: `${name(p)}, ${name(q)}`,
    })),
  )("of order $order has mpmath's value for $title", ({ p, q, order, value }) => {
    expectClose(wassersteinDistance(build(p), build(q), { order }), value, "p, q");
    expectClose(wassersteinDistance(build(q), build(p), { order }), value, "q, p");
  });

  it.each(oracle.wassersteinOfNormals.map(([p, q, value], i) => ({ p, q, value, i })))(
    "of order 2 has mpmath's value for normals of several coordinates ($i)",
    ({ p, q, value }) => {
      expectClose(wassersteinDistance(build(p), build(q), { order: 2 }), value, "p, q");
      expectClose(wassersteinDistance(build(q), build(p), { order: 2 }), value, "q, p");
    },
  );
});

describe("divergences between probability vectors", () => {
  it.each(oracle.vectors.map((row, i) => ({ row, title: `vectors ${i}, of length ${row[0].length}` })))(
    "have mpmath's values for $title",
    ({ row: [p, q, positions, values, renyi] }) => {
      const triangular = Number(values[3]);
      const measured: [string, number, rounding?: number][] = [
        ["Jensen–Shannon", jensenShannonDivergence(p, q)],
        ["Jeffreys", jeffreysDivergence(p, q)],
        ["total variation", totalVariationDistance(p, q)],
        ["triangular", fDivergence(p, q, TRIANGULAR), 1e-15 * Math.sqrt(triangular)],
        ["Hellinger", hellingerDistance(p, q)],
        ["χ²", chiSquaredDivergence(p, q)],
        ["entropy", entropy(p)],
        ["cross-entropy", crossEntropy(p, q)],
        ...[1, 2, 3].map((order): [string, number] => [
          `Wasserstein ${order}`,
          wassersteinDistance(p, q, { order, positions }),
        ]),
      ];
      measured.forEach(([what, value, rounding], i) => {
        expectClose(value, values[i] as Value, what, rounding);
      });
      for (const [alpha, value] of renyi) expectClose(renyiDivergence(p, q, alpha), value, `Rényi ${alpha}`);
    },
  );
});

describe("mutualInformation", () => {
  it.each(oracle.mutualInformation.map(([joint, value], i) => ({ joint, value, i })))(
    "has mpmath's value, independent or nearly so as the variables may be (table $i)",
    ({ joint, value }) => {
      expectClose(mutualInformation(joint), value, "nats");
      expectClose(mutualInformation(joint, { unit: "bits" }) * Math.LN2, value, "bits");
    },
  );
});
