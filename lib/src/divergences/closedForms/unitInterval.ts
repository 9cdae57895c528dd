import { Beta, ContinuousBernoulli, klTerm, Uniform } from "../../distributions/index.js";
import { closedForm, closedForms, familySummary, type ClosedForm, type FamilySummary } from "./ClosedForm.js";
import { klOfBetas } from "./dirichlet.js";
import { logitDifference } from "../numerics/logitDifference.js";
import { logGammaExcess } from "../numerics/logGammaExcess.js";
import { logSinhc } from "../numerics/logSinhc.js";
import { logSinhcBregman } from "../numerics/logSinhcBregman.js";
import { meanLogDeviation } from "../numerics/meanLogDeviation.js";

/** A distribution on [0, 1]: E log p(X), which is its divergence from the uniform distribution, and ½ − E X. */
interface OnUnitInterval {
  readonly fromUniform: number;
  readonly fromMiddle: number;
}

const onUnitInterval: readonly FamilySummary<OnUnitInterval>[] = [
  familySummary(Beta, (p) => ({
    fromUniform: klOfBetas(p, { a: 1, b: 1 }),
    fromMiddle: (p.b - p.a) / (2 * (p.a + p.b)),
  })),
  familySummary(Uniform, ({ low, high, width }) => ({
    fromUniform: width < 0.5 ? -Math.log(width) : -Math.log1p(-low - (1 - high)),
    fromMiddle: (1 - high - low) / 2,
  })),
];

/** Pairs of distributions on [0, 1]. */
export const unitIntervalForms: readonly ClosedForm[] = [
  closedForm(ContinuousBernoulli, ContinuousBernoulli, (p, q) =>
    logSinhcBregman(p.logit / 2, logitDifference(q.p, p.p) / 2),
  ),
  // The log normaliser of a continuous Bernoulli with logit η is η/2 + log(sinh(η/2) / (η/2)).
  ...closedForms(
    onUnitInterval,
    ContinuousBernoulli,
    ({ fromUniform, fromMiddle }, { logit }) => fromUniform + logSinhc(logit / 2) + logit * fromMiddle,
  ),
  closedForm(Uniform, Uniform, (p, q) => logWidthRatio(p, q)),
  closedForm(
    Beta,
    Uniform,
    (p, q) => klOfBetas(p, { a: 1, b: 1 }) + logWidthRatio({ low: 0, high: 1, width: 1 }, q),
  ),
  closedForm(
    ContinuousBernoulli,
    Uniform,
    (p, q) => logSinhcBregman(p.logit / 2, -p.logit / 2) + logWidthRatio({ low: 0, high: 1, width: 1 }, q),
  ),
  closedForm(Uniform, Beta, (p, q) =>
    p.low === 0 && p.high === 1 ? klOfBetas({ a: 1, b: 1 }, q) : uniformFromBeta(p, q),
  ),
];

/** log of q's width over p's, for p inside q. */
function logWidthRatio(p: Pick<Uniform, "low" | "high" | "width">, q: Uniform): number {
  const excess = (p.low - q.low) / p.width + (q.high - p.high) / p.width;
  return excess < Infinity ? Math.log1p(excess) : Math.log(q.width) - Math.log(p.width);
}

/** n times the KL divergence of the mean (a/n, b/n) from p's, and what log B(a, b) and p's spread add; n = a + b. */
function uniformFromBeta({ low, high, width }: Uniform, { a, b }: Beta): number {
  const half = width / 2;
  const mean = low + half;
  const toOne = 1 - high + half;
  const n = a + b;
  const means = klTerm(a, n * mean, a * toOne - b * mean) + klTerm(b, n * toOne, b * mean - a * toOne);
  const normaliser = logGammaExcess(a) + logGammaExcess(b) - logGammaExcess(n);
  const spread = (a - 1) * meanLogDeviation(half / mean) + (b - 1) * meanLogDeviation(half / toOne);
  return means + normaliser + Math.log(mean) + Math.log(toOne) - Math.log(width) - spread;
}
