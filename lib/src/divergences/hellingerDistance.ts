import { pairOf, type DivergenceArgument } from "./arguments.js";
import { perspectiveSum } from "./perspectiveSum.js";
import { renyiInNats } from "./renyiInNats.js";

/**
 * The Hellinger distance √(½ Σ (√p − √q)²), from 0 to 1. Exact for vectors and for pairs of one family whose Rényi divergence
 * has a closed form; other one-dimensional distributions are integrated by quadrature.
 *
 * @throws NoClosedFormError in several dimensions, where there is no closed form
 */
export function hellingerDistance(p: DivergenceArgument, q: DivergenceArgument): number {
  const pair = pairOf(p, q);
  // Σ √(pq) = exp(−½ D½)
  if (pair.kind === "distributions") return Math.sqrt(-Math.expm1(-0.5 * renyiInNats(pair, 0.5)));
  const square = perspectiveSum(pair, (a, b, difference) => {
    const sum = Math.sqrt(a) + Math.sqrt(b);
    return sum === 0 ? 0 : 0.5 * (difference / sum) ** 2;
  });
  return Math.min(1, Math.sqrt(square));
}
