import { Normal } from "../distributions/index.js";
import { pairOf, type DivergenceArgument } from "./arguments.js";
import { perspectiveSum } from "./perspectiveSum.js";

/**
 * The Hellinger distance √(½ Σ (√p − √q)²), from 0 to 1. Exact for vectors and two normals; other one-dimensional
 * distributions are integrated by quadrature.
 */
export function hellingerDistance(p: DivergenceArgument, q: DivergenceArgument): number {
  const pair = pairOf(p, q);
  if (pair.kind === "distributions" && pair.p instanceof Normal && pair.q instanceof Normal) {
    return betweenNormals(pair.p, pair.q);
  }
  return Math.min(1, Math.sqrt(perspectiveSum(pair, (a, b) => 0.5 * (Math.sqrt(a) - Math.sqrt(b)) ** 2)));
}

/** √(1 − √(2σpσq / (σp² + σq²)) exp(−Δ² / 4(σp² + σq²))), the difference from 1 taken without cancellation. */
function betweenNormals(p: Normal, q: Normal): number {
  const scale = Math.hypot(p.sd, q.sd);
  const z = (p.mean - q.mean) / scale;
  const d = (p.sd - q.sd) / scale;
  return Math.sqrt(-Math.expm1(0.5 * Math.log1p(-d * d) - 0.25 * z * z));
}
