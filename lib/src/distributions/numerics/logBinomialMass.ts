import { logBetaWeight } from "./logBetaWeight.js";

/**
 * log[Γ(k + m + 1) / (Γ(k + 1) Γ(m + 1)) · pᵏ (1 − p)ᵐ] for k, m ≥ 0, not only integers; precise for large ones.
 * With n = k + m it is the weight pᵏ (1 − p)ᵐ / B(k, m) times n / (km).
 */
export function logBinomialMass(k: number, m: number, p: number): number {
  if (k === 0) return m === 0 ? 0 : m * Math.log1p(-p);
  if (m === 0) return k * Math.log(p);
  const weight = p > 0.5 ? logBetaWeight(m, k, 1 - p) : logBetaWeight(k, m, p);
  return weight - Math.log(k) - Math.log(m / (k + m));
}
