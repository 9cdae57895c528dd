import { InvalidArgumentError, ShapeError } from "../../errors/index.js";
import { cholesky } from "../../linear-algebra/index.js";
import { finiteVector, positiveVector } from "../checks.js";
import { describeValue } from "../describeValue.js";
import { FullRankNormal } from "./FullRankNormal.js";
import { MeanFieldNormal } from "./MeanFieldNormal.js";
import type { VariationalStart } from "./VariationalOptions.js";
import type { VariationalFamily, VariationalNormal } from "./VariationalNormal.js";

/**
 * q before the first step.
 *
 * @throws ShapeError if mean, sd or covariance do not fit d coordinates; InvalidArgumentError if one is out
 * of range, start is no object, or both sd and covariance are given; SingularCovarianceError if the covariance is not positive
 * definite
 */
export function startingNormal(
  family: VariationalFamily,
  d: number,
  start: VariationalStart = {},
): VariationalNormal {
  if (typeof start !== "object" || start === null) {
    throw new InvalidArgumentError(
      `start must be an object with mean, and sd or covariance, but it is ${describeValue(start)}.`,
    );
  }
  const mean = finiteVector(start.mean ?? new Array<number>(d).fill(0), d, "start.mean");
  if (start.covariance === undefined) {
    const sd = positiveVector(start.sd ?? new Array<number>(d).fill(1), d, "start.sd");
    return family === "full-rank" ? new FullRankNormal(mean, diagonal(sd)) : new MeanFieldNormal(mean, sd);
  }
  if (start.sd !== undefined)
    throw new InvalidArgumentError("start takes either sd or covariance, but both are given.");
  const factor = cholesky(start.covariance, "start.covariance");
  if (factor.shape[0] !== d) {
    throw new ShapeError(
      `start.covariance must have shape [${d}, ${d}], but its shape is [${factor.shape.join(", ")}].`,
    );
  }
  if (family === "full-rank") return new FullRankNormal(mean, factor.data);
  return new MeanFieldNormal(
    mean,
    mean.map((_, i) => Math.hypot(...factor.data.subarray(i * d, i * d + i + 1))),
  );
}

function diagonal(values: readonly number[]): Float64Array {
  const matrix = new Float64Array(values.length ** 2);
  values.forEach((value, i) => (matrix[i * (values.length + 1)] = value));
  return matrix;
}
