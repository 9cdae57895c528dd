/**
 * The mean log-likelihood, nats per row, of probabilistic PCA's best loadings where the noise variance is given:
 * N(mean, C), with eigenvalues max(λᵢ, σ²) of C along the first q principal axes and σ² along the others.
 * Tipping & Bishop (1999), section 3.
 *
 * @param eigenvalues of the sample covariance with divisor n, descending
 */
export function bestLogLikelihood(eigenvalues: Float64Array, latentDim: number, noise: number): number {
  const terms = eigenvalues.map((value, i) => {
    const modelled = i < latentDim ? Math.max(value, noise) : noise;
    return -0.5 * (Math.log(2 * Math.PI * modelled) + value / modelled);
  });
  return terms.reduce((sum, term) => sum + term, 0);
}

/**
 * The squared column norms of the decoder that a linear VAE must end with, max(λᵢ − βσ², 0), descending; 0 beyond the
 * data's dimensions. Lucas, Tucker, Grosse & Norouzi (2019), "Don't blame the ELBO!", section 4 and appendix; with β as
 * with a noise variance of βσ², by which alone the objective differs, but for a factor and a constant.
 */
export function predictedNorms(eigenvalues: Float64Array, latentDim: number, noise: number): number[] {
  return Array.from({ length: latentDim }, (_, i) => Math.max((eigenvalues[i] ?? 0) - noise, 0));
}
