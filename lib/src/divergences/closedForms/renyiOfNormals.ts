import type { MultivariateNormal } from "../../distributions/index.js";
import type { NdArray } from "../../array/index.js";
import { DiagonalNormal, HalfNormal, log1pMinusX, LogNormal, Normal } from "../../distributions/index.js";
import { SingularCovarianceError } from "../../errors/index.js";
import { cholesky, solveLowerTriangular, symmetricEigen } from "../../linear-algebra/index.js";
import type { AnyDistribution } from "../arguments.js";
import { asFull, whitenedDifference } from "./multivariateNormal.js";

/** Up to this |e| a ratio 1 + e of variances counts as close to 1. */
const NEAR = 0.5;
/** Up to this ratio of deviations the ratio of variances is a double. */
const LARGE = 1e100;

/** Rényi's divergence of order α ≠ 1 between two normal (or log-normal, or half-normal) distributions; undefined for others. */
export function renyiOfNormals(
  p: AnyDistribution,
  q: AnyDistribution,
  alpha: number,
  rest: number,
): number | undefined {
  if (p instanceof Normal && q instanceof Normal) return univariate(p, q, alpha, rest);
  if (p instanceof LogNormal && q instanceof LogNormal) return univariate(ofLog(p), ofLog(q), alpha, rest);
  if (p instanceof HalfNormal && q instanceof HalfNormal)
    return univariate(folded(p), folded(q), alpha, rest);
  if (p instanceof DiagonalNormal && q instanceof DiagonalNormal) {
    return p.mean.reduce((sum, _, i) => sum + univariate(coordinate(p, i), coordinate(q, i), alpha, rest), 0);
  }
  const fullP = asFull(p);
  const fullQ = asFull(q);
  return fullP && fullQ && multivariate(fullP, fullQ, alpha, rest);
}

interface Gaussian {
  readonly mean: number;
  readonly sd: number;
}

function ofLog({ mu, sigma }: LogNormal): Gaussian {
  return { mean: mu, sd: sigma };
}

/** The normal whose absolute value it is; halves of both lines give the same ratio. */
function folded({ scale }: HalfNormal): Gaussian {
  return { mean: 0, sd: scale };
}

function coordinate({ mean, sd }: DiagonalNormal, i: number): Gaussian {
  return { mean: mean[i] as number, sd: sd[i] as number };
}

/**
 * α z² / 2v + scaleTerm, with r = σp/σq, v = α + (1 − α) r² and z the shift in units of σq. For a large r in units of σp, so that
 * its square need not be a double.
 */
function univariate(p: Gaussian, q: Gaussian, alpha: number, rest: number): number {
  const ratio = p.sd / q.sd;
  const excess = ((p.sd - q.sd) / q.sd) * (1 + ratio);
  const v = ratio < 0.5 ? alpha + rest * ratio * ratio : 1 + rest * excess;
  if (v <= 0) return Infinity;
  if (Math.abs(excess) <= NEAR)
    return shiftTerm((p.mean - q.mean) / q.sd, v, alpha) + nearScaleTerm(excess, rest);
  const logRatio = Math.log(p.sd) - Math.log(q.sd);
  if (ratio < LARGE) {
    const mixed = rest * excess;
    const logMixed = Math.abs(mixed) <= NEAR ? Math.log1p(mixed) : Math.log(v);
    return shiftTerm((p.mean - q.mean) / q.sd, v, alpha) + logMixed / rest / 2 - logRatio;
  }
  const w = rest + alpha / ratio / ratio;
  return shiftTerm((p.mean - q.mean) / p.sd, w, alpha) + (Math.log(w) / 2 + alpha * logRatio) / rest;
}

function shiftTerm(z: number, variance: number, alpha: number): number {
  return 0.5 * alpha * (z / Math.sqrt(variance)) ** 2;
}

/** [log(1 + (1 − α) e) − (1 − α) log(1 + e)] / 2(1 − α) for a ratio 1 + e of two variances that is close to 1. */
function nearScaleTerm(excess: number, rest: number): number {
  return (log1pMinusX(rest * excess) / rest - log1pMinusX(excess)) / 2;
}

/** The same with (1 − α) Σp + α Σq for the variance of the shift, and a scale term for each ratio of variances, or all in one. */
function multivariate(p: MultivariateNormal, q: MultivariateNormal, alpha: number, rest: number): number {
  const excesses = symmetricEigen(whitenedDifference(p, q)).values;
  if (excesses.some((excess) => 1 + rest * excess <= 0)) return Infinity;
  const d = p.dimension;
  const mixed = p.covariance.data.map((v, i) => rest * v + alpha * (q.covariance.data[i] as number));
  const factor = factorOf({ data: mixed, shape: [d, d] });
  if (factor === undefined) return Infinity;
  const shift = Float64Array.from(p.mean, (mean, i) => mean - (q.mean[i] as number));
  const distance = solveLowerTriangular(factor, shift).reduce((sum, z) => sum + z * z, 0);
  return (alpha * distance) / 2 + scales();

  function scales(): number {
    if (isNear(excesses)) return excesses.reduce((sum, excess) => sum + nearScaleTerm(excess, rest), 0);
    const changes = excesses.map((excess) => rest * excess);
    const logMixed = isNear(changes)
      ? changes.reduce((sum, change) => sum + Math.log1p(change) / 2, 0)
      : logDiagonals(factor as NdArray, q.choleskyFactor);
    return logMixed / rest - logDiagonals(p.choleskyFactor, q.choleskyFactor);
  }
}

function isNear(excesses: Float64Array): boolean {
  return excesses.every((excess) => Math.abs(excess) <= NEAR);
}

/** Half the log of the ratio of two determinants, from their Cholesky factors. */
function logDiagonals(a: NdArray, b: NdArray): number {
  const d = a.shape[0] as number;
  let sum = 0;
  for (let i = 0; i < d * d; i += d + 1) sum += Math.log(a.data[i] as number) - Math.log(b.data[i] as number);
  return sum;
}

/** Where the mixed covariance is indefinite to rounding, the divergence is infinite. */
function factorOf(mixed: MultivariateNormal["covariance"]): MultivariateNormal["covariance"] | undefined {
  try {
    return cholesky(mixed);
  } catch (error) {
    if (error instanceof SingularCovarianceError) return undefined;
    throw error;
  }
}
