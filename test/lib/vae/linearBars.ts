import { expect } from "vitest";
import type { NdArray } from "kl-to-vae/array";
import { PCA, principalAngles } from "kl-to-vae/decomposition";
import { transpose } from "kl-to-vae/linear-algebra";
import type { Autoencoder, VariationalAutoencoder } from "kl-to-vae/vae";
import { linearBound } from "./linearBound.js";
import { klFromPrior, linearColumns } from "./linearColumns.js";
import { sampleEigenvalues } from "./linearData.js";
import { linearDecoder } from "./linearDecoder.js";
import { bestLogLikelihood, predictedNorms } from "./linearTheory.js";

/**
 * The bound is within 0.01 nats per example of the model's own likelihood, and of the highest likelihood that there is
 * with this noise; and below both, but for the rounding of float32 weights.
 */
export async function expectTightBound(model: VariationalAutoencoder, X: NdArray): Promise<void> {
  const { elbo, logLikelihood } = await linearBound(model, X);
  const { noise } = await linearDecoder(model);
  const best = bestLogLikelihood(sampleEigenvalues(X), model.options.latentDim, noise);
  expect(logLikelihood - elbo, "log p − ELBO").toBeGreaterThan(-1e-6);
  expect(logLikelihood - elbo, "log p − ELBO").toBeLessThan(0.01);
  expect(best - logLikelihood, "the best log p − log p").toBeGreaterThan(-1e-6);
  expect(best - elbo, "the best log p − ELBO").toBeLessThan(0.01);
}

/**
 * The decoder's columns have squared norms max(λᵢ − βσ², 0) to 2 %, and to 2 % of the largest where that is 0; the
 * posterior has the variance βσ² / λᵢ along a column, and is the prior where there is none.
 */
export async function expectColumns(model: VariationalAutoencoder, X: NdArray, beta: number): Promise<void> {
  const eigenvalues = sampleEigenvalues(X);
  const noise = beta * (await linearDecoder(model)).noise;
  const predicted = predictedNorms(eigenvalues, model.options.latentDim, noise);
  (await linearColumns(model, X)).forEach(({ squaredNorm, codes }, i) => {
    const norm = predicted[i]!;
    const bar = 0.02 * (norm > 0 ? norm : predicted[0]!);
    expect(Math.abs(squaredNorm - norm), `column ${i}: ${squaredNorm} for ${norm}`).toBeLessThan(bar);
    const logVariance = norm > 0 ? Math.log(noise / eigenvalues[i]!) : 0;
    const off = codes.map((code) => Math.abs(code.logVariance - logVariance));
    expect(Math.max(...off), `log variances of code ${i}`).toBeLessThan(0.1);
    const kl = codes.reduce((sum, code) => sum + klFromPrior(code) / codes.length, 0);
    if (norm === 0) expect(kl, `KL of the collapsed code ${i}`).toBeLessThan(0.001);
  });
}

/**
 * The decoder's columns span the space of the principal components to 1°, and the error is theirs to 0.1 %: Baldi &
 * Hornik (1989). The data must have λₖ ≥ 4 λₖ₊₁, so that the space is well determined.
 */
export async function expectPrincipalSpace(model: Autoencoder, X: NdArray): Promise<void> {
  const { latentDim } = model.options;
  const eigenvalues = sampleEigenvalues(X);
  expect(eigenvalues[latentDim - 1]! / eigenvalues[latentDim]!).toBeGreaterThanOrEqual(4);
  const pca = new PCA({ nComponents: latentDim }).fit(X);
  const { loadings } = await linearDecoder(model);
  const [largest] = principalAngles(loadings, transpose(pca.components));
  expect((180 / Math.PI) * largest!, "the largest principal angle, degrees").toBeLessThan(1);

  const least = squaredError(X, pca.inverseTransform(pca.transform(X)));
  const excess = squaredError(X, await model.reconstruct(X)) / least - 1;
  expect(excess, "error above the least").toBeLessThan(0.001);
  expect(excess, "error below the least").toBeGreaterThan(-1e-6);
}

function squaredError(X: NdArray, reconstructed: NdArray): number {
  let sum = 0;
  X.data.forEach((value, at) => (sum += (value - reconstructed.data[at]!) ** 2));
  return sum;
}
