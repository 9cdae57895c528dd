import digamma from "@stdlib/math-base-special-digamma";
import gammaln from "@stdlib/math-base-special-gammaln";
import { cholesky, solveLowerTriangular } from "kl-to-vae/linear-algebra";
import { logDeterminant, type NormalWishart } from "./normalWishartEvidence.js";

/** KL(q ‖ p) of two normal–Wishart distributions, nats: that of the precisions, and what the means add in expectation. */
export function normalWishartDivergence(q: NormalWishart, p: NormalWishart): number {
  const d = q.mean.length;
  const offset = q.mean.map((value, j) => value - p.mean[j]!);
  const ratio = p.count / q.count;
  const distance = p.count * q.degreesOfFreedom * trace(outer(offset), q.scatter);
  return wishartDivergence(q, p) + (d * (ratio - 1 - Math.log(ratio)) + distance) / 2;
}

function wishartDivergence(q: NormalWishart, p: NormalWishart): number {
  const d = q.mean.length;
  const [nu, nuP] = [q.degreesOfFreedom, p.degreesOfFreedom];
  let sum =
    nuP * (logDeterminant(q.scatter) - logDeterminant(p.scatter)) + nu * (trace(p.scatter, q.scatter) - d);
  for (let j = 0; j < d; j++) {
    sum += 2 * (gammaln((nuP - j) / 2) - gammaln((nu - j) / 2)) + (nu - nuP) * digamma((nu - j) / 2);
  }
  return sum / 2;
}

type Rows = readonly (readonly number[])[];

/** tr(A B⁻¹) for a symmetric A and a positive definite B: with B = L Lᵀ, that of L⁻¹ A L⁻ᵀ. */
function trace(A: Rows, B: Rows): number {
  const L = cholesky(B);
  const whiten = (rows: Rows): number[][] =>
    rows.map((row) => [...solveLowerTriangular(L, Float64Array.from(row))]);
  const half = whiten(A);
  const whole = whiten(half.map((_, i) => half.map((row) => row[i]!)));
  return whole.reduce((sum, row, i) => sum + row[i]!, 0);
}

function outer(vector: readonly number[]): number[][] {
  return vector.map((a) => vector.map((b) => a * b));
}
