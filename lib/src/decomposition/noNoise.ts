import { SingularCovarianceError } from "../errors/index.js";

/** What is thrown when the data lie in the space of q components, to within rounding. */
export function noNoise(q: number): SingularCovarianceError {
  return new SingularCovarianceError(
    `The data vary in no more than ${q} directions (constant or linearly dependent columns, repeated rows, or too few ` +
      "rows), so that the noise variance is 0 and the likelihood unbounded. Use fewer components, or more rows.",
  );
}
