import type { NdArray } from "kl-to-vae/array";
import { Mixture, MultivariateNormal } from "kl-to-vae/distributions";
import type { Rng } from "kl-to-vae/random";

/**
 * K Gaussians in d dimensions of equal weight. Means lie about two standard deviations apart and covariances are AAᵀ with
 * A = I + G/d, G standard normal: in any number of dimensions they overlap, and none is a ball.
 */
export function overlappingGaussians(d: number, K: number, rng: Rng): Mixture<readonly number[]> {
  const components = Array.from({ length: K }, () => {
    const mean = Array.from({ length: d }, () => rng.normal() * Math.sqrt(2 / d));
    return new MultivariateNormal(mean, covariance(d, rng));
  });
  return new Mixture<readonly number[]>(Array<number>(K).fill(1 / K), components);
}

function covariance(d: number, rng: Rng): NdArray<Float64Array> {
  const A = Array.from({ length: d }, (_, i) =>
    Float64Array.from({ length: d }, (_, j) => Number(i === j) + rng.normal() / d),
  );
  const data = Float64Array.from({ length: d * d }, (_, at) => {
    const [a, b] = [A[Math.floor(at / d)]!, A[at % d]!];
    return a.reduce((sum, value, j) => sum + value * b[j]!, 0);
  });
  return { data, shape: [d, d] };
}
