export type { NdArray, NdArrayData } from "./NdArray.js";
export type { MatrixLike } from "./asMatrix.js";
export { ndarray } from "./ndarray.js";
export { sizeOf } from "./sizeOf.js";
export { isNdArray } from "./isNdArray.js";
export { fromRows } from "./fromRows.js";
export { toRows } from "./toRows.js";
export { asMatrix } from "./asMatrix.js";
