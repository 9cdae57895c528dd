import {
  Cauchy,
  Exponential,
  Gamma,
  Gumbel,
  HalfNormal,
  Laplace,
  LogNormal,
  Normal,
  Pareto,
  StudentT,
  Uniform,
} from "../../distributions/index.js";
import { applyFamilyRule, familyRule, type FamilyRule } from "../familyRule.js";
import { logRatio } from "../numerics/logRatio.js";
import { pointAt, tailOf } from "../densities/logit.js";
import type { Scalar } from "../scalar.js";

/** Qp − Qq of the quantile functions, at the point of logit s. */
export type QuantileGap = (s: number) => number;

/** A gap of two members of one family; `constant` where it is the same everywhere. */
export interface FamilyGap {
  readonly gap: QuantileGap;
  readonly constant?: number;
}

/** For two distributions of one family whose members differ in place and scale only, from the differences of these. */
export function familyGap(p: Scalar, q: Scalar): FamilyGap | undefined {
  return applyFamilyRule(rules, p, q);
}

/** For any two. */
export function quantileGap(p: Scalar, q: Scalar): QuantileGap {
  return (s) => pointAt(p, s) - pointAt(q, s);
}

const rules: readonly FamilyRule<FamilyGap | undefined>[] = [
  familyRule(Normal, (p, q) => shifted(new Normal(0, 1), p.mean - q.mean, p.sd - q.sd)),
  familyRule(HalfNormal, (p, q) => shifted(new HalfNormal(1), 0, p.scale - q.scale)),
  familyRule(Laplace, (p, q) => shifted(new Laplace(0, 1), p.location - q.location, p.scale - q.scale)),
  familyRule(Cauchy, (p, q) => shifted(new Cauchy(0, 1), p.location - q.location, p.scale - q.scale)),
  familyRule(Gumbel, (p, q) => shifted(new Gumbel(0, 1), p.location - q.location, p.scale - q.scale)),
  familyRule(StudentT, (p, q) =>
    p.df === q.df ? shifted(new StudentT(p.df, 0, 1), p.location - q.location, p.scale - q.scale) : undefined,
  ),
  familyRule(Exponential, (p, q) => shifted(new Exponential(1), 0, (q.rate - p.rate) / p.rate / q.rate)),
  familyRule(Gamma, (p, q) =>
    p.shape === q.shape ? shifted(new Gamma(p.shape, 1), 0, (q.rate - p.rate) / p.rate / q.rate) : undefined,
  ),
  familyRule(Uniform, (p, q) => {
    const [low, high] = [p.low - q.low, p.high - q.high];
    return {
      gap: (s) => {
        const tail = tailOf(s);
        return s < 0 ? low * (1 - tail) + high * tail : low * tail + high * (1 - tail);
      },
    };
  }),
  familyRule(LogNormal, (p, q) => ({
    gap: ofLogs(p, q, shifted(new Normal(0, 1), p.mu - q.mu, p.sigma - q.sigma).gap),
  })),
  familyRule(Pareto, (p, q) => ({
    gap: ofLogs(
      p,
      q,
      shifted(new Exponential(1), logRatio(p.scale, q.scale), (q.shape - p.shape) / p.shape / q.shape).gap,
    ),
  })),
];

function shifted(standard: Scalar, shift: number, scale: number): FamilyGap {
  if (scale === 0) return { gap: () => shift, constant: shift };
  return { gap: (s) => shift + scale * pointAt(standard, s) };
}

/** The gap of two positive quantities from that of their logarithms. */
function ofLogs(p: Scalar, q: Scalar, gap: QuantileGap): QuantileGap {
  return (s) => {
    const log = gap(s);
    return log > 0 ? -pointAt(p, s) * Math.expm1(-log) : pointAt(q, s) * Math.expm1(log);
  };
}
