import { asMatrix, type MatrixLike, type NdArray } from "../array/index.js";
import { logSumExp } from "../distributions/index.js";
import { InvalidArgumentError, NonFiniteError, ShapeError } from "../errors/index.js";
import { logJoint, type MixtureParameters } from "../mixture/index.js";

/** The ledger log p = ELBO + gap of a mixture; means over the data, in nats per example. */
export interface EvidenceLedger {
  /** ln p(x). */
  readonly logLikelihood: number;
  /** E_q[ln p(x, z) − ln q(z)]. */
  readonly elbo: number;
  /** KL(q(z) ‖ p(z | x)), summed up by itself and not as a difference: that the books balance is a check. */
  readonly gap: number;
}

/**
 * The evidence lower bound of a mixture under any responsibilities q(zᵢ = k), and what it lacks (Neal & Hinton 1998).
 *
 * @param X data of shape `[n, d]`
 * @param parameters those of a mixture; a fitted GaussianMixture will do
 * @param responsibilities shape `[n, K]`, rows that sum to 1
 * @throws ShapeError if the shapes do not fit; InvalidArgumentError if a row is not a distribution (tolerance 1e-6)
 */
export function evidenceLowerBound(
  X: MatrixLike,
  parameters: MixtureParameters,
  responsibilities: MatrixLike,
): EvidenceLedger {
  const joint = logJoint(X, parameters);
  const [n, K] = joint.shape as [number, number];
  const { data: q } = checkResponsibilities(responsibilities, n, K);
  const ledger = { logLikelihood: 0, elbo: 0, gap: 0 };
  for (let i = 0; i < n; i++) {
    const evidence = logSumExp(joint.data.subarray(i * K, (i + 1) * K));
    if (!Number.isFinite(evidence))
      throw new NonFiniteError(`Row ${i} of X lies too far from every component.`);
    ledger.logLikelihood += evidence / n;
    for (let k = i * K; k < (i + 1) * K; k++) {
      if (q[k] === 0) continue;
      ledger.elbo += (q[k]! * (joint.data[k]! - Math.log(q[k]!))) / n;
      ledger.gap += (q[k]! * (Math.log(q[k]!) - (joint.data[k]! - evidence))) / n;
    }
  }
  return ledger;
}

function checkResponsibilities(values: MatrixLike, n: number, K: number): NdArray<Float64Array> {
  const checked = asMatrix(values, "responsibilities");
  const { data, shape } = checked;
  if (shape[0] !== n || shape[1] !== K) {
    throw new ShapeError(
      `responsibilities must have shape [${n}, ${K}], but their shape is [${shape.join(", ")}].`,
    );
  }
  for (let i = 0; i < n; i++) {
    const row = data.subarray(i * K, (i + 1) * K);
    const total = row.reduce((sum, r) => sum + r, 0);
    if (row.some((r) => r < 0) || Math.abs(total - 1) > 1e-6) {
      throw new InvalidArgumentError(
        `Each row of responsibilities must be non-negative and sum to 1, but row ${i} is [${row.join(", ")}].`,
      );
    }
  }
  return checked;
}
