import * as distributions from "kl-to-vae/distributions";
import type { Univariate, VectorDistribution } from "kl-to-vae/distributions";

type Family<Result> = new (...parameters: unknown[]) => Result;

/** The one-dimensional distribution that an oracle file names. */
export function make(family: string, parameters: readonly number[]): Univariate {
  return construct(family, family === "Categorical" ? [parameters] : parameters);
}

/** The distribution of vectors that an oracle file names. */
export function makeVector(family: string, parameters: readonly unknown[]): VectorDistribution {
  return construct(family, parameters);
}

function construct<Result>(family: string, parameters: readonly unknown[]): Result {
  const Family = (distributions as Record<string, unknown>)[family] as Family<Result>;
  return new Family(...parameters);
}

/** |actual − expected| relative to the larger of |expected| and a floor; 0 for equal infinities and for two NaN. */
export function relativeError(actual: number, expected: number, floor = Number.MIN_VALUE): number {
  if (Object.is(actual, expected) || actual === expected) return 0;
  return Math.abs(actual - expected) / Math.max(Math.abs(expected), floor);
}
