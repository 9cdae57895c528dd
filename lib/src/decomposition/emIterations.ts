import type { NdArray } from "../array/index.js";
import { Rng } from "../random/index.js";
import { centreOf, roundingVariance, type Centre } from "./Centre.js";
import { logDeterminant, type LinearGaussian } from "./LinearGaussian.js";
import { toLinearGaussian, type LoadingModel } from "./LoadingModel.js";
import { maximize } from "./maximize.js";
import { noNoise } from "./noNoise.js";
import type { Rows } from "./numerics/rowProducts.js";
import type { ResolvedProbabilisticPCAOptions } from "./ProbabilisticPCAOptions.js";
import { projectionMoments, type ProjectionMoments } from "./projectionMoments.js";
import { singularDirections } from "./singularDirections.js";

interface EmIteration {
  /** From 1. */
  readonly iteration: number;
  readonly model: LinearGaussian;
  /** Mean nats per row under the models so far, this one last. */
  readonly logLikelihoods: readonly number[];
  readonly converged: boolean;
}

/** Beside the mean variance of the data. With a little noise all directions survive until they have found their way. */
const startingNoise = 1e-3;
/** A likelihood that could rise by a squared 1e-4 or so is as good as the greatest. */
const saddleTolerance = 1e-4;

/**
 * EM from random orthonormal directions with loadings of the data's mean variance. Ends when it has converged or after
 * `maxIter` iterations.
 *
 * @throws SingularCovarianceError if σ² goes to 0
 */
export function* emIterations(
  points: NdArray<Float64Array>,
  { nComponents: q, tol, maxIter, seed }: ResolvedProbabilisticPCAOptions,
): Generator<EmIteration, void, undefined> {
  const d = points.shape[1]!;
  const centre = centreOf(points);
  const components = randomDirections(q, d, new Rng(seed));
  let moments = projectionMoments(points, centre, components);
  const share = (moments.residual + trace(moments.inner)) / d;
  if (share === 0) throw noNoise(q);
  let state: LoadingModel = {
    components,
    lengths: new Float64Array(q).fill(Math.sqrt(share)),
    noiseVariance: startingNoise * share,
  };
  const logLikelihoods = [meanLogLikelihood(toLinearGaussian(state, centre), moments)];
  for (let iteration = 1; iteration <= maxIter; iteration++) {
    state = maximize(state, moments);
    const model = toLinearGaussian(state, centre);
    moments = projectionMoments(points, centre, state.components);
    if (isRounding(moments, centre, points.shape)) throw noNoise(q);
    logLikelihoods.push(meanLogLikelihood(model, moments));
    const converged = remainingRise(logLikelihoods.slice(-3)) <= tol && !isSaddle(model, moments);
    yield { iteration, model, logLikelihoods: logLikelihoods.slice(1), converged };
    if (converged) return;
  }
}

/**
 * Whether the data leave no more than rounding error outside of the components. Then σ² would go to 0: at its best, it is
 * the least mean variance that any q components leave.
 */
function isRounding(
  { inner, residual }: ProjectionMoments,
  centre: Centre,
  shape: readonly number[],
): boolean {
  const [n, d] = shape as [number, number];
  const rounding = (Math.max(n, d) * Number.EPSILON) ** 2 * Math.max(...inner.data);
  return residual / (d - inner.count) <= Math.max(rounding, roundingVariance(centre));
}

/**
 * Whether a loading is too short for the variance along it. A short one grows slowly at first, and while it does the
 * likelihood may hardly rise.
 */
function isSaddle({ variances }: LinearGaussian, { inner }: ProjectionMoments): boolean {
  return variances.some((variance, a) => inner.data[a * inner.width + a]! > (1 + saddleTolerance) * variance);
}

/** −½ (d ln 2π + ln |C| + tr(C⁻¹ S)), with the model's own directions in the moments. */
function meanLogLikelihood(model: LinearGaussian, { inner, residual }: ProjectionMoments): number {
  const { centre, components, variances, noiseVariance } = model;
  const { count: q, width: d } = components;
  const inside = variances.reduce((sum, value, a) => sum + inner.data[a * q + a]! / value, 0);
  const constant = d * (Math.log(2 * Math.PI) + 2 * Math.log(centre.unit));
  return -0.5 * (constant + logDeterminant(model) + inside + residual / noiseVariance);
}

/**
 * What the likelihood has still to rise if its rises go on to shrink by the ratio of the last two (Aitken); 0 at the level
 * of rounding, ∞ where they do not shrink.
 */
function remainingRise(latest: readonly number[]): number {
  const [last, previous, first] = [latest.at(-1)!, latest.at(-2)!, latest.at(-3)];
  const rise = last - previous;
  if (rise <= 4 * Number.EPSILON * Math.abs(last)) return 0;
  const rate = first === undefined ? Infinity : rise / (previous - first);
  return rate < 1 ? (rise * rate) / (1 - rate) : Infinity;
}

function randomDirections(q: number, d: number, rng: Rng): Rows {
  const normals = Float64Array.from({ length: q * d }, () => rng.normal());
  return singularDirections({ data: normals, count: q, width: d }).directions;
}

function trace({ data, count }: Rows): number {
  let sum = 0;
  for (let a = 0; a < count; a++) sum += data[a * count + a]!;
  return sum;
}
