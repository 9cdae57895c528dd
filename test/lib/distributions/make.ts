import * as distributions from "kl-to-vae/distributions";
import type { Univariate } from "kl-to-vae/distributions";

type UnivariateFamily = new (...parameters: number[]) => Univariate;

/** The one-dimensional distribution that an oracle file names. */
export function make(family: string, parameters: readonly number[]): Univariate {
  const Family = (distributions as Record<string, unknown>)[family] as UnivariateFamily;
  return new Family(...parameters);
}

/** |actual − expected| relative to the larger of |expected| and a floor; 0 for equal infinities. */
export function relativeError(actual: number, expected: number, floor = Number.MIN_VALUE): number {
  if (actual === expected) return 0;
  return Math.abs(actual - expected) / Math.max(Math.abs(expected), floor);
}
