import type { NdArray } from "../array/index.js";
import { centreOf, roundingVariance, type Centre } from "./Centre.js";
import { covarianceSolver } from "./covarianceSolver.js";
import { fixSigns } from "./numerics/fixSigns.js";
import type { Rows } from "./numerics/rowProducts.js";
import { svdSolver } from "./svdSolver.js";

/** How PCA finds its components. */
export type SvdSolver = "auto" | "full" | "covariance";

/** The singular value decomposition of the centred data, in units of `centre.unit`. */
export interface PrincipalAxes {
  readonly n: number;
  readonly centre: Centre;
  /** All min(n, d), descending. */
  readonly singularValues: Float64Array;
  /** Orthonormal rows, one for each singular value, with signs fixed. */
  readonly directions: Rows;
  /** Singular values up to here are rounding error, of this computation or of the data themselves. */
  readonly resolution: number;
}

/** About what the exact way may cost before "auto" takes the covariance: a second or two. */
const affordable = 1e9;

export function principalAxes(points: NdArray<Float64Array>, solver: SvdSolver): PrincipalAxes {
  const [n, d] = points.shape as [number, number];
  const k = Math.min(n, d);
  const full = solver === "full" || (solver === "auto" && n * d * k + 10 * k ** 3 <= affordable);
  const centre = centreOf(points);
  const { singularValues, directions } = (full ? svdSolver : covarianceSolver)(points, centre);
  fixSigns(directions);
  const rounding = full ? Math.max(n, d) * Number.EPSILON : Math.sqrt(k * Number.EPSILON);
  const resolution = Math.max(rounding * singularValues[0]!, Math.sqrt(n * roundingVariance(centre)));
  return { n, centre, singularValues, directions, resolution };
}
