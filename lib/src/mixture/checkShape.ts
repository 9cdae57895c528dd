import { asMatrix, type MatrixLike, type NdArray } from "../array/index.js";
import { ShapeError } from "../errors/index.js";

/** A copy of a matrix that must have a shape. @throws ShapeError if it has another; NonFiniteError if a number is not finite */
export function checkShape(
  matrix: MatrixLike,
  shape: readonly [number, number],
  name: string,
): NdArray<Float64Array> {
  const checked = asMatrix(matrix, name);
  if (checked.shape[0] !== shape[0] || checked.shape[1] !== shape[1]) {
    throw new ShapeError(
      `${name} must have shape [${shape.join(", ")}], but its shape is [${checked.shape.join(", ")}].`,
    );
  }
  return { data: checked.data.slice(), shape: [...shape] };
}
