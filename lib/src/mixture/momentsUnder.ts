import type { NdArray } from "../array/index.js";
import { hasFullCovariances, type CovarianceType } from "./MixtureParameters.js";
import { MatrixRows } from "./passes/MatrixRows.js";
import type { Moments } from "./passes/Moments.js";
import type { Work } from "./Work.js";

/** The moments of rows under given responsibilities, `[n, K]`. */
export function* momentsUnder(
  points: NdArray<Float64Array>,
  responsibilities: Float64Array,
  K: number,
  type: CovarianceType,
): Work<Moments> {
  const size = { dimension: points.shape[1]!, components: K, full: hasFullCovariances(type) };
  const rows = new MatrixRows(points, size);
  try {
    return yield* rows.momentsUnder(responsibilities);
  } finally {
    rows.close();
  }
}
