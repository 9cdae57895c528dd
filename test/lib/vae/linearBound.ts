import type { NdArray } from "kl-to-vae/array";
import { MultivariateNormal } from "kl-to-vae/distributions";
import type { VariationalAutoencoder } from "kl-to-vae/vae";
import { linearDecoder, squaredNorms, type LinearDecoder } from "./linearDecoder.js";

/** Means over the rows, in nats per example, without Monte Carlo noise. */
export interface LinearBound {
  readonly elbo: number;
  /** E log p(x | z) under the encoder's q(z | x). */
  readonly reconstruction: number;
  readonly kl: number;
  /** log p(x) of the model, N(b, W Wᵀ + σ² I). */
  readonly logLikelihood: number;
}

/**
 * What a VAE with a linear decoder and a Gaussian likelihood is worth on rows `[n, d]`, in float64:
 * E‖x − W z − b‖² = ‖x − W μ − b‖² + Σⱼ sⱼ² ‖wⱼ‖² for z ~ N(μ, diag s²), with μ and s² as the encoder gives them.
 */
export async function linearBound(model: VariationalAutoencoder, X: NdArray): Promise<LinearBound> {
  const decoder = await linearDecoder(model);
  const norms = squaredNorms(decoder.loadings);
  const { mean, logVariance } = await model.encode(X);
  const [n, d] = X.shape as [number, number];
  let [squares, kl] = [squaredErrors(decoder, mean, X), 0];
  logVariance.data.forEach((log, at) => {
    squares += Math.exp(log) * norms[at % norms.length]!;
    kl += (Math.exp(log) + mean.data[at]! ** 2 - 1 - log) / 2 / n;
  });
  const reconstruction = -0.5 * (d * Math.log(2 * Math.PI * decoder.noise) + squares / n / decoder.noise);
  return { elbo: reconstruction - kl, reconstruction, kl, logLikelihood: meanLogLikelihood(decoder, X) };
}

/** Σ ‖x − W μ − b‖² over the rows. */
function squaredErrors({ loadings, bias }: LinearDecoder, codes: NdArray, X: NdArray): number {
  const [d, q] = loadings.shape as [number, number];
  let sum = 0;
  X.data.forEach((value, at) => {
    const [row, j] = [Math.floor(at / d), at % d];
    let decoded = bias[j]!;
    for (let a = 0; a < q; a++) decoded += loadings.data[j * q + a]! * codes.data[row * q + a]!;
    sum += (value - decoded) ** 2;
  });
  return sum;
}

/** The mean over the rows of log N(x; b, W Wᵀ + σ² I). */
function meanLogLikelihood({ loadings, bias, noise }: LinearDecoder, X: NdArray): number {
  const [d, q] = loadings.shape as [number, number];
  const rowOf = (matrix: NdArray, width: number, i: number): number[] => [
    ...matrix.data.subarray(i * width, (i + 1) * width),
  ];
  const W = Array.from({ length: d }, (_, j) => rowOf(loadings, q, j));
  const covariance = W.map((u, i) =>
    W.map((v, j) => u.reduce((sum, value, a) => sum + value * v[a]!, i === j ? noise : 0)),
  );
  const normal = new MultivariateNormal([...bias], covariance);
  const n = X.shape[0]!;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += normal.logProb(rowOf(X, d, i));
  return sum / n;
}
