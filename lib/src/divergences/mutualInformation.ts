import { asMatrix, type MatrixLike } from "../array/index.js";
import { klTerm, probabilityVector } from "../distributions/index.js";
import { inUnit, type UnitOptions } from "./unit.js";

/**
 * The mutual information KL(joint ‖ product of its margins) of a table of joint probabilities, of shape `[rows, columns]`.
 *
 * @returns nats, or bits with `{ unit: "bits" }`
 * @throws ShapeError if the table is empty or ragged, InvalidArgumentError if it is negative or does not sum to 1
 */
export function mutualInformation(joint: MatrixLike, options: UnitOptions = {}): number {
  const { data, shape } = asMatrix(joint, "joint");
  const table = probabilityVector(data, "joint");
  const [rows, columns] = shape as [number, number];
  const ofRow = new Float64Array(rows);
  const ofColumn = new Float64Array(columns);
  table.forEach((value, k) => {
    ofRow[Math.floor(k / columns)]! += value;
    ofColumn[k % columns]! += value;
  });
  const nats = table.reduce((sum, value, k) => {
    const product = (ofRow[Math.floor(k / columns)] as number) * (ofColumn[k % columns] as number);
    return sum + klTerm(value, product);
  }, 0);
  return inUnit(nats, options);
}
