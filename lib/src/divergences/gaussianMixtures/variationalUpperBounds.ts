import { logSumExp } from "../../distributions/index.js";

const GAP = 1e-13;
const MOST_STEPS = 2000;

/** What the variational upper bound is made of; `kl[a][b]` is KL(f_a ‖ g_b) in nats, finite. */
export interface MixturePair {
  readonly logPi: readonly number[];
  readonly logOmega: readonly number[];
  readonly kl: readonly (readonly number[])[];
}

/**
 * The variational upper bound of KL(Σ π_a f_a ‖ Σ ω_b g_b) (Hershey & Olsen 2007): the least KL(φ ‖ ψ) + Σ φ_ab KL(f_a ‖ g_b)
 * over non-negative φ with row sums π and ψ with column sums ω. Each is minimised in turn, from ψ = π ω on. The problem is
 * convex, so that the minimum is approached, and every bound on the way is one, none above the last.
 *
 * @returns the bounds in nats, step after step, to within 1e-13 of the least or for 2000 steps
 */
export function* variationalUpperBounds({ logPi, logOmega, kl }: MixturePair): Generator<number> {
  let logPsi = logPi.map((logA) => logOmega.map((logB) => logA + logB));
  for (let step = 0; step < MOST_STEPS; step++) {
    // Given ψ the best φ is proportional to ψ exp(−KL) in each row; what it attains is −Σ π_a log(rowSum_a / π_a).
    const joint = logPsi.map((row, a) => row.map((value, b) => value - at(kl, a, b)));
    const logRows = joint.map(logSumExp);
    yield logRows.reduce(
      (sum, logRow, a) => sum + Math.exp(logPi[a] as number) * ((logPi[a] as number) - logRow),
      0,
    );
    const logPhi = joint.map((row, a) =>
      row.map((value) => value - (logRows[a] as number) + (logPi[a] as number)),
    );
    const logColumns = logOmega.map((_, b) => logSumExp(logPhi.map((row) => row[b] as number)));
    if (gap(logPhi, logPsi, logOmega) < GAP) return;
    logPsi = logPhi.map((row) =>
      row.map((value, b) => value - (logColumns[b] as number) + (logOmega[b] as number)),
    );
  }
}

/**
 * An upper bound of what is left to gain: by convexity the gain is at most that of the linearised problem, where each
 * column of ψ goes to the row with the largest derivative φ / ψ.
 */
function gap(logPhi: readonly number[][], logPsi: readonly number[][], logOmega: readonly number[]): number {
  const best = logOmega.map((logB, b) => {
    const ratios = logPhi.map((row, a) => (row[b] as number) - at(logPsi, a, b));
    return Math.exp(logB + Math.max(...ratios));
  });
  return best.reduce((sum, value) => sum + value, -1);
}

function at(matrix: readonly (readonly number[])[], a: number, b: number): number {
  return matrix[a]?.[b] as number;
}
