import type { MatrixLike } from "../array/index.js";
import { logSumExp } from "../distributions/index.js";
import { NonFiniteError } from "../errors/index.js";
import { checkResponsibilities, logJoint, type MixtureParameters } from "../mixture/index.js";

/**
 * The ledger log p = ELBO + gap in nats: of {@link evidenceLowerBound} the means over the data, of a LinearGaussianModel
 * for one x.
 */
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
 * @throws ShapeError if the shapes do not fit; InvalidArgumentError if a row is not a distribution (tolerance 1e-6); NonFiniteError
 * if a number is not finite, or a row of X lies too far from every component
 */
export function evidenceLowerBound(
  X: MatrixLike,
  parameters: MixtureParameters,
  responsibilities: MatrixLike,
): EvidenceLedger {
  const joint = logJoint(X, parameters);
  const [n, K] = joint.shape as [number, number];
  const q = checkResponsibilities(responsibilities, n, K, "responsibilities");
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
