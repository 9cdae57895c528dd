export type { MatrixLike } from "./asMatrix.js";
export { ndarray, type NdArray, type NdArrayData } from "./ndarray.js";
export { sizeOf } from "./sizeOf.js";
export { isNdArray } from "./isNdArray.js";
export { permuteAxes } from "./permuteAxes.js";
export { fromRows } from "./fromRows.js";
export { toRows } from "./toRows.js";
export { asMatrix } from "./asMatrix.js";
