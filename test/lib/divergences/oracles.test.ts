import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  chiSquaredDivergence,
  crossEntropy,
  entropy,
  hellingerDistance,
  jeffreysDivergence,
  jensenShannonDivergence,
  klDivergence,
  klQuadrature,
  renyiDivergence,
  totalVariationDistance,
  wassersteinDistance,
} from "kl-to-vae/divergences";
import { MultivariateNormal, type Univariate } from "kl-to-vae/distributions";
import { make, relativeError } from "../distributions/make.js";

type Named = [string, ...number[]];
type Gaussian = [number[], number[][]];

interface VectorCase {
  p: number[];
  q: number[];
  alpha: number;
  positions: number[];
  kl: number;
  /** Null where SciPy's value has lost its digits. */
  jensenShannon: number | null;
  totalVariation: number;
  hellinger: number;
  chiSquared: number;
  renyi: number;
  entropy: number;
  crossEntropy: number;
  wasserstein: number;
}

interface DistributionCase {
  p: Named;
  q: Named;
  jensenShannon: number;
  totalVariation: number;
  hellinger: number;
  chiSquared: number;
  renyiHalf: number;
  renyiThreeHalves: number;
}

interface Oracle {
  kl: { p: Named; q: Named; value: number }[];
  vectors: VectorCase[];
  between: DistributionCase[];
  multivariate: { p: Gaussian; q: Gaussian; value: number }[];
}

const file = new URL("../../oracles/divergences.json", import.meta.url);
const oracle = JSON.parse(readFileSync(file, "utf8")) as Oracle;

const name = ([family, ...parameters]: Named): string => `${family}(${parameters.join(", ")})`;
const build = ([family, ...parameters]: Named): Univariate => make(family, parameters);

describe("klDivergence between distributions", () => {
  it.each(oracle.kl.map(({ p, q, value }) => ({ p, q, value, title: `KL(${name(p)} ‖ ${name(q)})` })))(
    "has mpmath's value of $title",
    ({ p, q, value }) => {
      const kl = klDivergence(build(p), build(q));
      expect(relativeError(kl, value), `${kl} for ${value}`).toBeLessThan(1e-10);
    },
  );

  // Below a shape of 0.1 quantiles underflow.
  const resolved = ([, ...parameters]: Named): boolean =>
    parameters.every((x) => Math.abs(x) > 0.05 || x <= 1e-6);
  const plain = oracle.kl.filter(({ p, value }) => value > 1e-3 && value < 1e4 && resolved(p));
  it.each(plain.map(({ p, q, value }) => ({ p, q, value, title: `${name(p)} and ${name(q)}` })))(
    "agrees with klQuadrature for $title",
    ({ p, q, value }) => {
      expect(relativeError(klQuadrature(build(p), build(q)), value)).toBeLessThan(1e-6);
    },
  );

  it.each(oracle.multivariate)("has mpmath's value for multivariate normals: $value", ({ p, q, value }) => {
    const kl = klDivergence(new MultivariateNormal(...p), new MultivariateNormal(...q));
    expect(relativeError(kl, value), `${kl} for ${value}`).toBeLessThan(value < 1e-6 ? 1e-6 : 1e-10);
  });
});

describe("divergences between probability vectors", () => {
  it.each(oracle.vectors.map((c, i) => ({ ...c, title: `vectors ${i}, of length ${c.p.length}` })))(
    "have mpmath's and SciPy's values for $title",
    (c) => {
      const { p, q, positions } = c;
      const measured = {
        kl: klDivergence(p, q),
        totalVariation: totalVariationDistance(p, q),
        hellinger: hellingerDistance(p, q),
        chiSquared: chiSquaredDivergence(p, q),
        renyi: renyiDivergence(p, q, c.alpha),
        entropy: entropy(p),
        crossEntropy: crossEntropy(p, q),
        wasserstein: wassersteinDistance(p, q, { positions }),
        jensenShannon: jensenShannonDivergence(p, q),
      };
      for (const [key, value] of Object.entries(measured)) {
        const expected = c[key as keyof typeof measured];
        if (expected === null) continue;
        // What is of first order in p − q cannot be better than the rounding of p and q themselves.
        const rounding = key === "kl" || key === "renyi" || key === "chiSquared" ? 0 : 1e-15;
        const error = Math.abs(value - expected);
        expect(error, `${key}: ${value} for ${expected}`).toBeLessThanOrEqual(1e-8 * expected + rounding);
      }
      expect(jeffreysDivergence(p, q)).toBe(klDivergence(p, q) + klDivergence(q, p));
    },
  );
});

describe("divergences between distributions", () => {
  it.each(oracle.between.map((c) => ({ ...c, title: `${name(c.p)} and ${name(c.q)}` })))(
    "have the values of mpmath's quadrature for $title",
    (c) => {
      const p = build(c.p);
      const q = build(c.q);
      expect(jensenShannonDivergence(p, q)).toBeCloseTo(c.jensenShannon, 9);
      expect(totalVariationDistance(p, q)).toBeCloseTo(c.totalVariation, 8);
      expect(hellingerDistance(p, q)).toBeCloseTo(c.hellinger, 9);
      expect(chiSquaredDivergence(p, q)).toBeCloseTo(c.chiSquared, 8);
      expect(renyiDivergence(p, q, 0.5)).toBeCloseTo(c.renyiHalf, 9);
      expect(renyiDivergence(p, q, 1.5)).toBeCloseTo(c.renyiThreeHalves, 8);
    },
  );
});
