import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { klApproximation, klDivergence, klMonteCarlo, klQuadrature } from "kl-to-vae/divergences";
import { DiagonalNormal, Laplace, Mixture, MultivariateNormal, Normal } from "kl-to-vae/distributions";
import { Rng } from "kl-to-vae/random";
import { variationalUpperBounds } from "../../../lib/src/divergences/gaussianMixtures/variationalUpperBounds.js";

interface NamedMixture {
  weights: number[];
  components: [number[], number[][]][];
}

interface ApproximationCase {
  p: NamedMixture;
  q: NamedMixture;
  variational: number;
  lower: number;
  upper: number;
}

const file = new URL("../../oracles/divergence-estimators.json", import.meta.url);
const { approximations } = JSON.parse(readFileSync(file, "utf8")) as { approximations: ApproximationCase[] };

const build = ({ weights, components }: NamedMixture): Mixture<readonly number[]> =>
  new Mixture(
    weights,
    components.map((component) => new MultivariateNormal(...component)),
  );

const weights = (k: number, rng: Rng): number[] => {
  const values = Array.from({ length: k }, () => 0.1 + rng.uniform());
  const total = values.reduce((sum, value) => sum + value, 0);
  return values.map((value) => value / total);
};
const several = <T>(k: number, make: () => T): T[] => Array.from({ length: k }, make);

describe("klApproximation", () => {
  it.each(
    approximations.map((c) => ({
      ...c,
      title: `${c.p.weights.length} and ${c.q.weights.length} components of ${c.p.components[0]?.[0].length}`,
    })),
  )("has mpmath's values for $title coordinates", ({ p, q, ...expected }) => {
    const { variational, lower, upper } = klApproximation(build(p), build(q));
    expect(Math.abs(variational - expected.variational)).toBeLessThan(1e-10);
    expect(Math.abs(lower - expected.lower)).toBeLessThan(1e-10);
    expect(Math.abs(upper - expected.upper)).toBeLessThan(1e-10);
  });

  it("is exact for two single Gaussians, of any kind", () => {
    const full = new MultivariateNormal(
      [1, 2],
      [
        [2, 0.5],
        [0.5, 1],
      ],
    );
    const diagonal = new DiagonalNormal([0, 1], [1, 3]);
    for (const [p, q] of [
      [full, diagonal],
      [diagonal, full],
      [full, full],
      [new Normal(0, 1), new Normal(3, 2)],
      [new Normal(0, 1), new DiagonalNormal([3], [2])],
    ] as const) {
      const exact = p === q ? 0 : klDivergence(lifted(p), lifted(q));
      const { variational, upper, lower } = klApproximation(p, q);
      expect(variational).toBe(exact);
      expect(upper).toBe(exact);
      expect(lower).toBeLessThanOrEqual(exact);
    }

    function lifted(p: Normal | DiagonalNormal | MultivariateNormal): DiagonalNormal | MultivariateNormal {
      return p instanceof Normal ? new DiagonalNormal([p.mean], [p.sd]) : p;
    }
  });

  it("bounds the divergence of a hundred random mixtures in one dimension", () => {
    for (let seed = 0; seed < 100; seed++) {
      const rng = new Rng(seed);
      const spread = [0.5, 2, 6][seed % 3] as number;
      const mixture = (): Mixture => {
        const k = 1 + rng.integer(4);
        const component = (): Normal => new Normal(spread * rng.normal(), 0.3 + 2 * rng.uniform());
        return new Mixture(weights(k, rng), several(k, component));
      };
      const p = mixture();
      const q = mixture();
      const kl = klQuadrature(p, q);
      const { lower, upper } = klApproximation(p, q);
      expect(lower, `seed ${seed}`).toBeLessThanOrEqual(kl + 1e-9);
      expect(upper, `seed ${seed}`).toBeGreaterThanOrEqual(kl - 1e-9);
    }
  });

  it("bounds the divergence of random mixtures in two dimensions, of diagonal and full components", () => {
    for (let seed = 0; seed < 100; seed++) {
      const rng = new Rng(seed);
      const component = (): DiagonalNormal | MultivariateNormal => {
        const mean = [2 * rng.normal(), 2 * rng.normal()];
        const sds = [0.5 + rng.uniform(), 0.5 + rng.uniform()] as const;
        if (rng.uniform() < 0.5) return new DiagonalNormal(mean, sds);
        const covariance = 0.6 * sds[0] * sds[1];
        return new MultivariateNormal(mean, [
          [sds[0] ** 2, covariance],
          [covariance, sds[1] ** 2],
        ]);
      };
      const mixture = (): Mixture<readonly number[]> => new Mixture(weights(3, rng), several(3, component));
      const p = mixture();
      const q = mixture();
      const { estimate, standardError } = klMonteCarlo(p, q, { samples: 500, rng });
      const { lower, upper } = klApproximation(p, q);
      expect(lower, `seed ${seed}`).toBeLessThan(estimate + 4.5 * standardError);
      expect(upper, `seed ${seed}`).toBeGreaterThan(estimate - 4.5 * standardError);
    }
  });

  it("has a variational approximation that is no bound, and may be negative", () => {
    const p = new Normal(0, 1);
    const q = new Mixture([0.5, 0.5], [new Normal(-2, 1), new Normal(2, 1)]);
    const split = new Mixture([0.5, 0.5], [new Normal(-0.5, 1), new Normal(0.5, 1)]);
    expect(klApproximation(p, q).variational).toBeGreaterThan(klQuadrature(p, q));
    // The components of the mixture look close to one another, but q = p alone is almost as close.
    expect(klApproximation(split, p).variational).toBeLessThan(-0.05);
    expect(klApproximation(split, p).upper).toBeGreaterThan(klQuadrature(split, p));
  });

  it("is zero from a mixture to itself, but for the lower bound", () => {
    const p = new Mixture([0.3, 0.7], [new Normal(-1, 1), new Normal(4, 2)]);
    const { variational, upper, lower } = klApproximation(p, p);
    expect(variational).toBe(0);
    expect(upper).toBeGreaterThanOrEqual(0);
    expect(upper).toBeLessThan(1e-12);
    expect(lower).toBeLessThan(0);
  });

  it("keeps its bounds where components are so far apart that their densities underflow", () => {
    const p = new Mixture([0.5, 0.5], [new Normal(-1e6, 1), new Normal(1e6, 1)]);
    const q = new Mixture([0.2, 0.8], [new Normal(-1e6, 2), new Normal(1e6 + 100, 1)]);
    const exact =
      0.5 * (klDivergence(new Normal(0, 1), new Normal(0, 2)) + Math.log(0.5 / 0.2)) +
      0.5 * (5000 + Math.log(0.5 / 0.8));
    const { variational, upper, lower } = klApproximation(p, q);
    expect(variational / exact).toBeCloseTo(1, 12);
    expect(upper / exact).toBeCloseTo(1, 12);
    expect(lower).toBeLessThan(exact);
    expect(() => klApproximation(new Normal(1e200, 1e-200), p)).toThrowError(/overflows/);
  });

  it("leaves out components without weight, opens mixtures of mixtures, and gives bits", () => {
    const parts = [new Normal(-1, 1), new Normal(1, 0.5), new Normal(9, 0.1)];
    const q = new Mixture([0.5, 0.5], [new Normal(0, 2), new Normal(2, 1)]);
    const plain = new Mixture([0.25, 0.75], parts.slice(0, 2));
    const nested = new Mixture([0.5, 0.5], [new Mixture([0.5, 0.5], parts.slice(0, 2)), parts[1] as Normal]);
    const { variational, upper, lower } = klApproximation(plain, q);
    expect(klApproximation(new Mixture([0.25, 0.75, 0], parts), q)).toEqual({ variational, upper, lower });
    expect(klApproximation(nested, q).variational).toBeCloseTo(variational, 14);
    expect(klApproximation(nested, q).upper).toBeCloseTo(upper, 11);
    const bits = klApproximation(plain, q, { unit: "bits" });
    expect(bits.variational).toBe(variational / Math.LN2);
    expect(bits.upper).toBe(upper / Math.LN2);
    expect(bits.lower).toBe(lower / Math.LN2);
  });

  it("refuses components that are not Gaussian, and other dimensions, and names other ways", () => {
    const odd = new Mixture([0.5, 0.5], [new Normal(0, 1), new Laplace(0, 1)]);
    expect(() => klApproximation(odd, new Normal(0, 1))).toThrowError(
      /p has.*Laplace.*klMonteCarlo.*klQuadrature/,
    );
    expect(() => klApproximation(new Normal(0, 1), new Laplace(0, 1) as unknown as Normal)).toThrowError(
      /q has.*Laplace/,
    );
    const plane = new DiagonalNormal([0, 0], [1, 1]);
    expect(() => klApproximation(plane, new Normal(0, 1))).toThrowError(/same dimension/);
    expect(() => klApproximation(plane, plane, { unit: "bans" as "bits" })).toThrowError(/unit/);
  });
});

describe("the variational upper bound", () => {
  it("never rises from step to step, beyond rounding", () => {
    for (let seed = 0; seed < 30; seed++) {
      const rng = new Rng(seed);
      const logs = (k: number): number[] => weights(k, rng).map(Math.log);
      const logPi = logs(1 + rng.integer(5));
      const logOmega = logs(1 + rng.integer(5));
      const scale = 10 ** (rng.integer(5) - 1);
      const kl = logPi.map(() => logOmega.map(() => scale * rng.uniform()));
      let last = Infinity;
      for (const bound of variationalUpperBounds({ logPi, logOmega, kl })) {
        expect(bound).toBeLessThanOrEqual(last + 1e-14 * Math.max(1, scale));
        last = bound;
      }
    }
  });
});
