import { addScaled } from "./addScaled.js";
import { dot } from "./dot.js";

/** x − τ v (vᵀ x) for v = (1, the `below` numbers after `from`). */
export function reflect(
  v: Float64Array,
  from: number,
  tau: number,
  x: Float64Array,
  to: number,
  below: number,
): void {
  const factor = -tau * (x[to]! + dot(v, from + 1, x, to + 1, below));
  x[to]! += factor;
  addScaled(x, to + 1, factor, v, from + 1, below);
}
