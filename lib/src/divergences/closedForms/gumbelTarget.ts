import {
  ContinuousBernoulli,
  Exponential,
  expm1MinusX,
  Gamma,
  Gumbel,
  Laplace,
  log1pMinusX,
  Normal,
  Uniform,
  EULER_GAMMA,
} from "../../distributions/index.js";
import { closedForm, closedForms, familySummary, type ClosedForm, type FamilySummary } from "./ClosedForm.js";
import { logGammaBregman } from "../numerics/logGammaRest.js";
import { logSinhc } from "../numerics/logSinhc.js";
import { logSinhcBregman } from "../numerics/logSinhcBregman.js";

/** A distribution with exponential moments: log E exp(−t (X − E X)) besides its mean and entropy. */
interface Cumulant {
  readonly mean: number;
  readonly entropy: number;
  readonly cumulant: (t: number) => number;
}

const cumulants: readonly FamilySummary<Cumulant>[] = [
  familySummary(Normal, (p) => withCumulant(p, (t) => 0.5 * (p.sd * t) ** 2)),
  familySummary(Exponential, (p) => withCumulant(p, (t) => -log1pMinusX(t / p.rate))),
  familySummary(Gamma, (p) => withCumulant(p, (t) => -p.shape * log1pMinusX(t / p.rate))),
  familySummary(Uniform, (p) => withCumulant(p, (t) => logSinhc((t * p.width) / 2))),
  familySummary(Laplace, (p) =>
    withCumulant(p, (t) => (p.scale * t < 1 ? -Math.log1p(-((p.scale * t) ** 2)) : Infinity)),
  ),
  familySummary(ContinuousBernoulli, (p) => withCumulant(p, (t) => logSinhcBregman(p.logit / 2, -t / 2))),
];

function withCumulant(p: { mean: number; entropy(): number }, cumulant: Cumulant["cumulant"]): Cumulant {
  return { mean: p.mean, entropy: p.entropy(), cumulant };
}

/** Divergences from a Gumbel distribution, whose log density is −z − e^−z − log β with z = (x − μ)/β. */
export const gumbelTargetForms: readonly ClosedForm[] = [
  closedForm(Gumbel, Gumbel, klOfGumbels),
  ...closedForms(cumulants, Gumbel, ({ mean, entropy, cumulant }, q) => {
    const c = cumulant(1 / q.scale);
    if (c === Infinity) return Infinity;
    return expm1MinusX(c - (mean - q.location) / q.scale) + 1 + c + Math.log(q.scale) - entropy;
  }),
];

/** Two Bregman divergences: of the exponential function, and of log Γ from 1 to r = βp/βq. */
function klOfGumbels(p: Gumbel, q: Gumbel): number {
  const excess = (p.scale - q.scale) / q.scale;
  const shift = (p.location - q.location) / q.scale;
  // log Γ(1 + r) = log Γ(2 + excess), with log Γ(2) = 0 and ψ(2) = 1 − γ.
  const logGamma = logGammaBregman(2, 2 + excess, excess) + (1 - EULER_GAMMA) * excess;
  return expm1MinusX(logGamma - shift) + logGammaBregman(1, p.scale / q.scale, excess);
}
