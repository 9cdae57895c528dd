import {
  Beta,
  Cauchy,
  ContinuousBernoulli,
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
  STANDARD_NORMAL_ENTROPY,
  EULER_GAMMA,
} from "../../distributions/index.js";
import { familySummary, type FamilySummary } from "./ClosedForm.js";
import { betaNegentropy, gammaNegentropy } from "./gammaNegentropy.js";
import { logSinhc } from "../numerics/logSinhc.js";
import { studentTNegentropy } from "./studentTNegentropy.js";

/** The normal distribution nearest to p in KL(p ‖ ·), which has p's mean and variance, and KL(p ‖ it), p's negentropy. */
export interface NormalProjection {
  readonly mean: number;
  readonly sd: number;
  readonly negentropy: number;
}

/** For a family of locations and scales: the mean, sd and entropy of its standard member. */
function standard(
  mean: number,
  sd: number,
  entropy: number,
): (location: number, scale: number) => NormalProjection {
  const negentropy = STANDARD_NORMAL_ENTROPY + Math.log(sd) - entropy;
  return (location, scale) => ({ mean: location + mean * scale, sd: sd * scale, negentropy });
}

const NONE: NormalProjection = { mean: NaN, sd: Infinity, negentropy: Infinity };
const laplace = standard(0, Math.SQRT2, 1 + Math.LN2);
const gumbel = standard(EULER_GAMMA, Math.PI / Math.sqrt(6), 1 + EULER_GAMMA);
const halfNormal = standard(
  Math.sqrt(2 / Math.PI),
  Math.sqrt(1 - 2 / Math.PI),
  STANDARD_NORMAL_ENTROPY - Math.LN2,
);
const exponential = standard(1, 1, 1);
const uniform = standard(0.5, Math.sqrt(1 / 12), 0);

/** The families that have one; sd is infinite where p has no finite variance. */
export const normalProjections: readonly FamilySummary<NormalProjection>[] = [
  familySummary(Normal, (p) => ({ mean: p.mean, sd: p.sd, negentropy: 0 })),
  familySummary(Laplace, (p) => laplace(p.location, p.scale)),
  familySummary(Gumbel, (p) => gumbel(p.location, p.scale)),
  familySummary(HalfNormal, (p) => halfNormal(0, p.scale)),
  familySummary(Exponential, (p) => exponential(0, 1 / p.rate)),
  familySummary(Uniform, (p) => uniform(p.low, p.width)),
  familySummary(Gamma, (p) => ({
    mean: p.mean,
    sd: Math.sqrt(p.shape) / p.rate,
    negentropy: gammaNegentropy(p.shape),
  })),
  familySummary(Beta, (p) => ({
    mean: p.mean,
    sd: Math.sqrt(p.variance),
    negentropy: betaNegentropy(p.a, p.b),
  })),
  familySummary(ContinuousBernoulli, (p) => {
    const sd = Math.sqrt(p.variance);
    return { mean: p.mean, sd, negentropy: STANDARD_NORMAL_ENTROPY + Math.log(sd) - p.entropy() };
  }),
  familySummary(LogNormal, ofLogNormal),
  familySummary(Pareto, ofPareto),
  familySummary(StudentT, (p) =>
    p.df > 2
      ? {
          mean: p.mean,
          sd: p.scale * Math.sqrt(p.df / (p.df - 2)),
          negentropy: studentTNegentropy(p.df),
        }
      : NONE,
  ),
  familySummary(Cauchy, () => NONE),
];

export function ofLogNormal({ mean, mu, sigma }: LogNormal): NormalProjection {
  const s = sigma ** 2;
  // √(eˢ − 1) E X, whose factors may be out of range though it is not.
  const sd = s < 1 ? mean * Math.sqrt(Math.expm1(s)) : Math.exp(mu + s + 0.5 * Math.log1p(-Math.exp(-s)));
  return { mean, sd, negentropy: 0.75 * s + 0.5 * logSinhc(s / 2) };
}

function ofPareto({ mean, scale, shape }: Pareto): NormalProjection {
  if (shape <= 2) return NONE;
  const sd = (scale / (shape - 1)) * Math.sqrt(shape / (shape - 2));
  const logSpread = -Math.log1p(-1 / shape) - 0.5 * Math.log1p(-2 / shape);
  return { mean, sd, negentropy: STANDARD_NORMAL_ENTROPY - 1 - 1 / shape + logSpread };
}
