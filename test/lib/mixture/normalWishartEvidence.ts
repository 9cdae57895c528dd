import gammaln from "@stdlib/math-base-special-gammaln";
import { cholesky, logDeterminantFromCholesky, solveLowerTriangular } from "kl-to-vae/linear-algebra";

/** A normal–Wishart distribution: of a precision with inverse scale `scatter`, and of a mean with `count` times that precision. */
export interface NormalWishart {
  readonly count: number;
  readonly mean: readonly number[];
  readonly degreesOfFreedom: number;
  readonly scatter: readonly (readonly number[])[];
}

/** ln p(X) of rows from one Gaussian under a prior, one Student-t predictive density after the other; and the posterior. */
export function normalWishartEvidence(
  rows: readonly (readonly number[])[],
  prior: NormalWishart,
): { logEvidence: number; posterior: NormalWishart } {
  let logEvidence = 0;
  let posterior = prior;
  for (const x of rows) {
    logEvidence += logPredictive(x, posterior);
    posterior = update(posterior, x);
  }
  return { logEvidence, posterior };
}

/** ln |A| of a positive definite matrix. */
export function logDeterminant(matrix: readonly (readonly number[])[]): number {
  return logDeterminantFromCholesky(cholesky(matrix));
}

function logPredictive(
  x: readonly number[],
  { count, mean, degreesOfFreedom, scatter }: NormalWishart,
): number {
  const d = x.length;
  const nu = degreesOfFreedom - d + 1;
  const factor = (count + 1) / (count * nu);
  const L = cholesky(scatter.map((row) => row.map((value) => factor * value)));
  const z = solveLowerTriangular(
    L,
    Float64Array.from(x, (value, i) => value - mean[i]!),
  );
  const distance = z.reduce((sum, value) => sum + value * value, 0);
  const normalizer = gammaln((nu + d) / 2) - gammaln(nu / 2) - (d / 2) * Math.log(nu * Math.PI);
  return normalizer - logDeterminantFromCholesky(L) / 2 - ((nu + d) / 2) * Math.log1p(distance / nu);
}

function update(
  { count, mean, degreesOfFreedom, scatter }: NormalWishart,
  x: readonly number[],
): NormalWishart {
  const offset = x.map((value, i) => value - mean[i]!);
  const share = count / (count + 1);
  return {
    count: count + 1,
    mean: mean.map((value, i) => value + offset[i]! / (count + 1)),
    degreesOfFreedom: degreesOfFreedom + 1,
    scatter: scatter.map((row, i) => row.map((value, j) => value + share * offset[i]! * offset[j]!)),
  };
}
