import * as tf from "@tensorflow/tfjs-core";
import { exponentialFamilyLogProb } from "./exponentialFamily.js";
import type { Likelihood } from "./Likelihood.js";

/**
 * Grey pixels in [0, 1]; the decoder gives logits l of λ. The Bernoulli's formula plus the normaliser
 * log C = log(2 artanh(1 − 2λ) / (1 − 2λ)) = log(l / tanh(l / 2)).
 * Loaiza-Ganem & Cunningham (2019), "The continuous Bernoulli: fixing a pervasive error in variational autoencoders".
 */
export const continuousBernoulli: Likelihood = {
  support: "unit interval",
  noise: "uniform",
  logProb: (x, logits) => exponentialFamilyLogProb(x, logits, logProb, mean),
  mean: (logits) => mean(logits) as tf.Tensor2D,
  sample,
};

/** Closer to 0 than this the closed forms are 0/0, and two terms of their Taylor series are exact in float32. */
const nearZero = 0.2;

function logProb(x: tf.Tensor, logits: tf.Tensor): tf.Tensor {
  const logPartition = tf.sub(tf.softplus(logits), logNormaliser(logits));
  return tf.sum(tf.sub(tf.mul(x, logits), logPartition), -1);
}

function logNormaliser(logits: tf.Tensor): tf.Tensor {
  const square = tf.square(logits);
  const series = tf.add(tf.mul(square, tf.sub(1 / 12, tf.mul(square, 7 / 1440))), Math.LN2);
  const size = tf.maximum(tf.abs(logits), nearZero);
  const closed = tf.sub(tf.log(size), tf.log(tf.tanh(tf.mul(size, 0.5))));
  return tf.where(tf.less(tf.abs(logits), nearZero), series, closed);
}

/**
 * The Taylor series of (mean − ½) / l in l². The closed form of the mean is a difference of numbers as large as 1 / l;
 * closer to 0 than 1, four terms are exact in float32.
 */
const meanSeries: readonly number[] = [1 / 12, -1 / 720, 1 / 30240, -1 / 1209600];
const seriesRange = 1;

/** 1 + 1 / (e^l − 1) − 1 / l. */
function mean(logits: tf.Tensor): tf.Tensor {
  const small = tf.less(tf.abs(logits), seriesRange);
  const safe = tf.where(small, tf.onesLike(logits), logits);
  const closed = tf.add(tf.reciprocal(tf.expm1(safe)), tf.sub(1, tf.reciprocal(safe)));
  return tf.where(small, tf.add(tf.mul(logits, polynomial(meanSeries, tf.square(logits))), 0.5), closed);
}

/** Σ cᵢ xⁱ, by Horner's rule. */
function polynomial([first = 0, ...others]: readonly number[], x: tf.Tensor): tf.Tensor | number {
  return others.length === 0 ? first : tf.add(tf.mul(x, polynomial(others, x)), first);
}

/** The quantile function at uniform noise u: log(1 + u (e^l − 1)) / l, for −|l| so that nothing overflows. */
function sample(logits: tf.Tensor2D, noise: tf.Tensor2D): tf.Tensor2D {
  const negative = tf.neg(tf.maximum(tf.abs(logits), 1e-5));
  const draw: tf.Tensor2D = tf.div(tf.log1p(tf.mul(noise, tf.expm1(negative))), negative);
  return tf.where<tf.Tensor2D>(tf.greater(logits, 0), tf.sub<tf.Tensor2D>(1, draw), draw);
}
