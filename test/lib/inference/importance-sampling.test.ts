import { describe, expect, it } from "vitest";
import { DiagonalNormal, MultivariateNormal, Normal } from "kl-to-vae/distributions";
import { InvalidArgumentError, NonFiniteError } from "kl-to-vae/errors";
import { importanceSampling } from "kl-to-vae/inference";
import { Rng } from "kl-to-vae/random";
import { oracle } from "./targets.js";

// z ~ N(0, 1), x | z ~ N(z, 0.5²): x ~ N(0, 1.25), and z | x ~ N(0.8 x, 0.2).
const x = 1.4;
const prior = new Normal(0, 1);
const logJoint = (z: number): number => prior.logProb(z) + new Normal(z, 0.5).logProb(x);
const exact = new Normal(0, Math.sqrt(1.25)).logProb(x);

describe("importanceSampling", () => {
  it("with the posterior as proposal is exact, and every draw counts", () => {
    const proposal = new Normal(0.8 * x, Math.sqrt(0.2));
    const result = importanceSampling({ logJoint, proposal, samples: 50, rng: new Rng(1) });
    expect(result.logEvidence).toBeCloseTo(exact, 10);
    expect(result.standardError).toBeCloseTo(0, 10);
    expect(result.effectiveSampleSize).toBeCloseTo(50, 8);
    expect(result).not.toHaveProperty("warning");
  });

  it("from the prior it is right within its standard error, with fewer effective draws", () => {
    const result = importanceSampling({ logJoint, proposal: prior, samples: 5000, rng: new Rng(2) });
    expect(Math.abs(result.logEvidence - exact)).toBeLessThan(4 * result.standardError);
    expect(result.effectiveSampleSize).toBeLessThan(4000);
    expect(result.effectiveSampleSize).toBeGreaterThan(500);
  });

  it("warns when a draw or two carry the estimate", () => {
    const result = importanceSampling({
      logJoint,
      proposal: new Normal(-5, 0.5),
      samples: 200,
      rng: new Rng(3),
    });
    expect(result.effectiveSampleSize).toBeLessThan(10);
    expect(result.warning).toMatch(/of 200 draws carry the estimate/);
  });

  it("draws vectors too", () => {
    const target = new MultivariateNormal(
      [1, 2],
      [
        [1, 0.5],
        [0.5, 1],
      ],
    );
    const result = importanceSampling({
      logJoint: (z: readonly number[]) => target.logProb(z) + 3,
      proposal: new DiagonalNormal([1, 2], [1.5, 1.5]),
      samples: 4000,
      rng: new Rng(4),
    });
    expect(Math.abs(result.logEvidence - 3)).toBeLessThan(4 * result.standardError);
  });

  it("keeps log-joints of −1000 nats apart", () => {
    const shifted = (z: number): number => logJoint(z) - 1000;
    const { logEvidence } = importanceSampling({
      logJoint: shifted,
      proposal: prior,
      samples: 2000,
      rng: new Rng(5),
    });
    expect(Math.abs(logEvidence - exact + 1000)).toBeLessThan(0.2);
  });

  it("refuses weights that are no numbers, or all nothing, and too few samples", () => {
    const run =
      (f: (z: number) => number, samples = 10) =>
      (): unknown =>
        importanceSampling({ logJoint: f, proposal: prior, samples, rng: new Rng(6) });
    expect(run(() => Number.NaN)).toThrow(NonFiniteError);
    expect(run(() => -Infinity)).toThrow(/misses the posterior/);
    expect(run(logJoint, 1)).toThrow(InvalidArgumentError);
  });

  it.each(oracle.pareto.map((given, i) => ({ ...given, i })))(
    "fits the Pareto shape of the largest weights as the papers say, case $i",
    ({ logWeights, shape }) => {
      const { paretoK } = importanceSampling({ ...given(logWeights), rng: new Rng(7) });
      expect(paretoK).toBeCloseTo(shape, 9);
    },
  );

  it("a Pareto shape does not mind the scale of the weights, and is left out where there is no tail to fit", () => {
    const { logWeights, shape } = oracle.pareto[1]!;
    const shifted = importanceSampling({ ...given(logWeights.map((w) => w - 2000)), rng: new Rng(8) });
    expect(shifted.paretoK).toBeCloseTo(shape, 6);
    expect(importanceSampling({ ...given(logWeights.slice(0, 20)), rng: new Rng(8) })).not.toHaveProperty(
      "paretoK",
    );
    expect(importanceSampling({ ...given(logWeights.slice(0, 21)), rng: new Rng(8) })).toHaveProperty(
      "paretoK",
    );
    const oneOfMany = [0, ...new Array<number>(99).fill(-Infinity)];
    expect(importanceSampling({ ...given(oneOfMany), rng: new Rng(8) })).not.toHaveProperty("paretoK");
    expect(importanceSampling({ ...given(new Array<number>(100).fill(3)), rng: new Rng(8) }).paretoK).toBe(
      -Infinity,
    );
  });

  it("warns of a proposal that is too narrow, though the effective sample size sees nothing", () => {
    const narrow = new Normal(0.8 * x, 0.3 * Math.sqrt(0.2));
    const result = importanceSampling({ logJoint, proposal: narrow, samples: 2000, rng: new Rng(9) });
    expect(result.effectiveSampleSize).toBeGreaterThan(100);
    expect(result.paretoK).toBeGreaterThan(0.7);
    expect(result.warning).toMatch(/Pareto shape .* heavier tails than the posterior/);
    const wide = new Normal(0.8 * x, 2 * Math.sqrt(0.2));
    expect(
      importanceSampling({ logJoint, proposal: wide, samples: 2000, rng: new Rng(9) }),
    ).not.toHaveProperty("warning");
  });

  it("has no bias in the evidence, and a standard error that tells the spread of repetitions", () => {
    const rng = new Rng(10);
    const runs = Array.from({ length: 500 }, () =>
      importanceSampling({ logJoint, proposal: prior, samples: 200, rng }),
    );
    const ratios = runs.map(({ logEvidence }) => Math.exp(logEvidence - exact));
    const mean = ratios.reduce((sum, r) => sum + r / 500, 0);
    const spread = Math.sqrt(ratios.reduce((sum, r) => sum + (r - mean) ** 2 / 499, 0));
    expect(Math.abs(mean - 1)).toBeLessThan((4 * spread) / Math.sqrt(500));
    const told = Math.sqrt(runs.reduce((sum, run) => sum + run.standardError ** 2 / 500, 0));
    expect(Math.abs(told / spread - 1)).toBeLessThan(0.15);
  });

  it("refuses to draw without a generator", () => {
    expect(() =>
      importanceSampling({ logJoint, proposal: prior, samples: 10, rng: undefined as never }),
    ).toThrow(InvalidArgumentError);
    expect(() => importanceSampling(undefined as never)).toThrow(
      /pass { logJoint, proposal, samples, rng }, not undefined/,
    );
  });
});

/** What makes importanceSampling see just these weights, in order. */
function given(logWeights: readonly number[]): {
  logJoint: (i: number) => number;
  proposal: { sample: () => number; logProb: () => number };
  samples: number;
} {
  let next = 0;
  return {
    logJoint: (i) => logWeights[i]!,
    proposal: { sample: () => next++, logProb: () => 0 },
    samples: logWeights.length,
  };
}
