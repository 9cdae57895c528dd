import type { MixtureParameters } from "./MixtureParameters.js";

/** The number of free parameters: K − 1 weights, K d means, and the distinct entries of the covariances. */
export function parameterCount({ covarianceType, means }: MixtureParameters): number {
  const [K, d] = means.shape as [number, number];
  const triangle = (d * (d + 1)) / 2;
  const covariance = { full: K * triangle, tied: triangle, diag: K * d, spherical: K }[covarianceType];
  return K - 1 + K * d + covariance;
}
