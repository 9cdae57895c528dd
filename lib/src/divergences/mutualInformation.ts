import { asMatrix, type MatrixLike } from "../array/index.js";
import { differenceOfProducts, klTerm, probabilityVector } from "../distributions/index.js";
import { inUnit, type UnitOptions } from "./unit.js";

/**
 * The mutual information KL(joint ‖ product of its margins) of a table of joint probabilities, of shape `[rows, columns]`.
 * Never negative, and precise for variables that are nearly independent.
 *
 * @returns nats, or bits with `{ unit: "bits" }`
 * @throws ShapeError if the table is empty or ragged, NonFiniteError if it is not finite
 * @throws InvalidArgumentError if a probability is negative or their sum is not 1
 */
export function mutualInformation(joint: MatrixLike, options: UnitOptions = {}): number {
  const { data, shape } = asMatrix(joint, "joint");
  const table = probabilityVector(data, "joint");
  const [rows, columns] = shape as [number, number];
  const ofRow = Array.from({ length: rows }, zero);
  const ofColumn = Array.from({ length: columns }, zero);
  const total = zero();
  table.forEach((value, k) => {
    for (const sum of [ofRow[Math.floor(k / columns)], ofColumn[k % columns], total]) add(sum as Sum, value);
  });
  // What the total is more than 1: the margins are as much too large as the table.
  const surplus = total.high - 1 + total.low;
  const nats = table.reduce((sum, value, k) => {
    const row = ofRow[Math.floor(k / columns)] as Sum;
    const column = ofColumn[k % columns] as Sum;
    const rest = row.high * column.low + row.low * column.high - value * surplus;
    const difference = differenceOfProducts(value, 1, row.high, column.high) - rest;
    return sum + klTerm(value, row.high * column.high, difference);
  }, 0);
  return inUnit(nats, options);
}

/** A sum with what rounding left out of it: margins need it, as the table may differ from their product by very little. */
interface Sum {
  high: number;
  low: number;
}

function zero(): Sum {
  return { high: 0, low: 0 };
}

/** Knuth's exact addition. */
function add(sum: Sum, value: number): void {
  const high = sum.high + value;
  const added = high - sum.high;
  sum.low += sum.high - (high - added) + (value - added);
  sum.high = high;
}
