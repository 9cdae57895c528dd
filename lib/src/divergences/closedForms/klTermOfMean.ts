import { klTerm } from "../../distributions/index.js";

const SMALLEST = 1e-290;

/** klTerm(c, mean), also where the mean is too small for a double but its logarithm is known. */
export function klTermOfMean(
  c: number,
  mean: number,
  logMean: number,
  difference: number = c - mean,
): number {
  return mean < SMALLEST ? c * (Math.log(c) - logMean) - c : klTerm(c, mean, difference);
}
