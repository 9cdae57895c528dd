import type { NdArray } from "../array/index.js";
import { svd, transpose } from "../linear-algebra/index.js";
import { centredBlocks, type Centre } from "./Centre.js";
import { householder } from "./numerics/householder.js";
import type { Rows } from "./numerics/rowProducts.js";
import { triangle } from "./numerics/triangle.js";
import { singularDirections, type SingularDirections } from "./singularDirections.js";

/**
 * The singular values and directions of the centred data, exact to rounding of the largest singular value. The data are
 * first reduced to a triangle by orthogonal transformations, which costs O(n d min(n, d)).
 */
export function svdSolver(points: NdArray<Float64Array>, centre: Centre): SingularDirections {
  const [n, d] = points.shape as [number, number];
  if (n <= d) {
    const [block] = centredBlocks(points, centre, n);
    return singularDirections(block!);
  }
  const { singularValues, v } = svd(triangularFactor(points, centre));
  return { singularValues, directions: { data: transpose(v).data, count: d, width: d } };
}

/** R of the centred data = Q R, from blocks of rows: each is stacked below the R so far and reduced to a new one. */
function triangularFactor(points: NdArray<Float64Array>, centre: Centre): NdArray<Float64Array> {
  const [n, d] = points.shape as [number, number];
  const size = Math.min(n, Math.max(256, 4 * d));
  const columns: Rows = { data: new Float64Array(d * (d + size)), count: d, width: d + size };
  for (const block of centredBlocks(points, centre, size)) {
    stack(columns, block);
    householder(columns);
  }
  return triangle(columns);
}

/** Leaves R, clears what the last reduction left below its diagonal, and puts the block below, transposed. */
function stack({ data, count: d, width }: Rows, block: Rows): void {
  for (let j = 0; j < d; j++) {
    data.fill(0, j * width + j + 1, (j + 1) * width);
    for (let i = 0; i < block.count; i++) data[j * width + d + i] = block.data[i * d + j]!;
  }
}
