import { describe, expect, it } from "vitest";
import { InvalidArgumentError, NonFiniteError } from "kl-to-vae/errors";
import { reparameterizedGradient, scoreFunctionGradient, type Estimate } from "kl-to-vae/inference";
import { Rng } from "kl-to-vae/random";

function expectWithin({ estimate, standardError }: Estimate, exact: number): void {
  expect(Math.abs(estimate - exact)).toBeLessThan(4 * standardError + 1e-12);
}

const options = (seed: number): { mean: number; sd: number; samples: number; rng: Rng } => ({
  mean: 0.7,
  sd: 1.3,
  samples: 20_000,
  rng: new Rng(seed),
});

/** E[cos ωz] = cos(ω mean) exp(−ω² sd² / 2). */
function cosineGradient(w: number): { mean: number; sd: number } {
  const damping = Math.exp(-((w * 1.3) ** 2) / 2);
  return { mean: -w * Math.sin(0.7 * w) * damping, sd: -w * w * 1.3 * Math.cos(0.7 * w) * damping };
}

describe("gradients of an expectation under a normal distribution", () => {
  it("reparameterizedGradient of z² is 2 mean and 2 sd, within its standard error", () => {
    const { mean, sd } = reparameterizedGradient((z) => 2 * z, options(1));
    expectWithin(mean, 1.4);
    expectWithin(sd, 2.6);
  });

  it.each([0, 5, "leave-one-out"] as const)(
    "scoreFunctionGradient of z² with baseline %s is the same",
    (baseline) => {
      const { mean, sd } = scoreFunctionGradient((z) => z * z, { ...options(2), baseline });
      expectWithin(mean, 1.4);
      expectWithin(sd, 2.6);
    },
  );

  it("both agree with the exact gradient of E[cos ωz]", () => {
    const w = 1.5;
    const exact = cosineGradient(w);
    const path = reparameterizedGradient((z) => -w * Math.sin(w * z), options(3));
    const score = scoreFunctionGradient((z) => Math.cos(w * z), options(4));
    for (const estimate of [path, score]) {
      expectWithin(estimate.mean, exact.mean);
      expectWithin(estimate.sd, exact.sd);
    }
  });

  it("the path wins for a smooth f, the score function for a fast one, and a baseline helps", () => {
    const smooth = (z: number): number => z * z + 10;
    const path = reparameterizedGradient((z) => 2 * z, options(5));
    const score = scoreFunctionGradient(smooth, options(5));
    const better = scoreFunctionGradient(smooth, { ...options(5), baseline: "leave-one-out" });
    expect(path.mean.variance).toBeLessThan(better.mean.variance);
    expect(better.mean.variance).toBeLessThan(score.mean.variance);
    const fastPath = reparameterizedGradient((z) => -20 * Math.sin(20 * z), options(6));
    const fastScore = scoreFunctionGradient((z) => Math.cos(20 * z), options(6));
    expect(fastScore.mean.variance).toBeLessThan(fastPath.mean.variance);
  });

  it("refuses bad parameters and functions that are not finite", () => {
    const identity = (z: number): number => z;
    expect(() => reparameterizedGradient(identity, { ...options(0), sd: 0 })).toThrow(InvalidArgumentError);
    expect(() => scoreFunctionGradient(identity, { ...options(0), samples: 1 })).toThrow(
      InvalidArgumentError,
    );
    expect(() => scoreFunctionGradient(Math.log, options(0))).toThrow(NonFiniteError);
    expect(() => scoreFunctionGradient(() => Number.NaN, options(0))).toThrow(
      /^f must be finite, but at z = -?[\d.]+ it is NaN/,
    );
  });

  it("refuse to draw without a generator or options, and say what is missing", () => {
    const at = { mean: 0, sd: 1, samples: 10 };
    for (const gradient of [reparameterizedGradient, scoreFunctionGradient]) {
      for (const [given, missing] of [
        [at, /pass new Rng\(seed\) as rng, not undefined/],
        [{ ...at, rng: 1 }, /pass new Rng\(seed\) as rng, not 1/],
        [undefined, /Options are needed: pass { mean, sd, samples, rng }, not undefined/],
        [null, /Options are needed/],
      ] as const) {
        const run = (): unknown => gradient((z: number) => z, given as unknown as ReturnType<typeof options>);
        expect(run).toThrow(InvalidArgumentError);
        expect(run).toThrow(missing);
      }
    }
  });
});
