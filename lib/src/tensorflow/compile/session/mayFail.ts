import type { GraphNode } from "../graph/index.js";

/** Operations that look at indices, and fail where one is out of range. */
const indexed: ReadonlySet<string> = new Set([
  "Bincount",
  "CropAndResize",
  "DenseBincount",
  "Gather",
  "GatherNd",
  "GatherV2",
  "ScatterNd",
  "SparseSegmentMean",
  "SparseSegmentSum",
  "SparseToDense",
  "TensorScatterUpdate",
  "UnsortedSegmentSum",
]);
/** Operations that fail for some integers: a division by zero, a negative power. */
const partial: ReadonlySet<string> = new Set(["Div", "FloorDiv", "FloorMod", "Mod", "Pow", "RealDiv"]);

/** Whether there are values for which the operation fails, though their shapes are right. */
export function mayFail({ op, outputs }: GraphNode): boolean {
  return indexed.has(op) || (partial.has(op) && outputs[0]?.dtype === "int32");
}
