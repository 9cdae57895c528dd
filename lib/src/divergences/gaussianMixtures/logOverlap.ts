import { DiagonalNormal, MultivariateNormal } from "../../distributions/index.js";
import type { Gaussian } from "./gaussianMixture.js";

/** log ∫ f g of two Gaussian densities: the log density at zero of N(μf − μg, Σf + Σg). */
export function logOverlap(f: Gaussian, g: Gaussian): number {
  const difference = f.mean.map((mean, i) => mean - (g.mean[i] as number));
  const zero = difference.map(() => 0);
  if (f instanceof DiagonalNormal && g instanceof DiagonalNormal) {
    const sds = f.sd.map((sd, i) => Math.hypot(sd, g.sd[i] as number));
    return new DiagonalNormal(difference, sds).logProb(zero);
  }
  const covariance = zero.map((_, i) => zero.map((_, j) => covarianceOf(f, i, j) + covarianceOf(g, i, j)));
  return new MultivariateNormal(difference, covariance).logProb(zero);
}

function covarianceOf(f: Gaussian, i: number, j: number): number {
  if (f instanceof MultivariateNormal) return f.covariance.data[i * f.dimension + j] as number;
  return i === j ? (f.sd[i] as number) ** 2 : 0;
}
