import type { NdArray } from "../array/index.js";
import { centredBlocks, type Centre } from "./Centre.js";
import { dot } from "./numerics/dot.js";
import { addRowProducts, type Rows } from "./numerics/rowProducts.js";
import { transposed } from "./numerics/transposed.js";
import { splitterOf } from "./splitterOf.js";

/** Averages over the centred rows x, with y = U x their coordinates along orthonormal directions and r = x − Uᵀ y the rest. */
export interface ProjectionMoments {
  /** The mean of y yᵀ, shape `[q, q]`. */
  readonly inner: Rows;
  /** The mean of y rᵀ, shape `[q, d]`. */
  readonly cross: Rows;
  /** The mean of rᵀ r. */
  readonly residual: number;
}

/** All that an EM step needs of the data, in one pass over them at O(n d q). */
export function projectionMoments(
  points: NdArray<Float64Array>,
  centre: Centre,
  components: Rows,
): ProjectionMoments {
  const { count: q, width: d } = components;
  const n = points.shape[0]!;
  const inner = new Float64Array(q * q);
  const cross = new Float64Array(q * d);
  const split = splitterOf(components);
  let residual = 0;
  for (const block of centredBlocks(points, centre)) {
    const scores = transposed(split(block));
    residual += dot(block.data, 0, block.data, 0, block.count * d);
    addRowProducts(scores, scores, inner);
    addRowProducts(scores, transposed(block), cross);
  }
  return {
    inner: { data: inner.map((sum) => sum / n), count: q, width: q },
    cross: { data: cross.map((sum) => sum / n), count: q, width: d },
    residual: residual / n,
  };
}
