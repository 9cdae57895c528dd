import type { NdArray } from "../../array/index.js";
import { columnMeans } from "../columnMeans.js";
import type { GaussianComponent } from "../GaussianComponent.js";
import type { RowSource } from "../passes/RowSource.js";
import type { Work } from "../Work.js";

/** The mean of all rows of a source, and their covariance `[d, d]` (or d variances), divided by n − 1. */
export interface DataMoments {
  readonly mean: Float64Array;
  readonly covariance: Float64Array;
}

/** Takes one pass, in which all rows belong to the first of the source's components. @param rows some of the rows */
export function* dataMoments(source: RowSource, rows: NdArray<Float64Array>): Work<DataMoments> {
  const { dimension: d, components: K, full } = source.size;
  const everywhere: GaussianComponent = {
    mean: columnMeans(rows),
    diagonal: !full,
    scale: identity(d, full),
    whitener: identity(d, full),
    logNormalizer: 0,
  };
  const { n, means, covariances } = yield* source.moments({
    logWeights: Float64Array.from({ length: K }, (_, k) => (k === 0 ? 0 : -Infinity)),
    components: Array.from({ length: K }, () => everywhere),
  });
  const covariance = covariances.slice(0, everywhere.scale.length).map((value) => (value * n) / (n - 1));
  return { mean: means.slice(0, d), covariance };
}

function identity(d: number, full: boolean): Float64Array {
  return Float64Array.from({ length: full ? d * d : d }, (_, i) => Number(!full || i % (d + 1) === 0));
}
