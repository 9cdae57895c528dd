import {
  Beta,
  ContinuousBernoulli,
  digammaError,
  Exponential,
  expm1MinusX,
  Gamma,
  HalfNormal,
  log1pMinusX,
  LogNormal,
  Pareto,
  stirlingError,
  Uniform,
  EULER_GAMMA,
} from "../../distributions/index.js";
import { closedForm, closedForms, familySummary, type ClosedForm, type FamilySummary } from "./ClosedForm.js";
import { klOfGammas } from "./gamma.js";
import { klTermOfMean } from "./klTermOfMean.js";
import { logGammaExcess } from "../numerics/logGammaExcess.js";
import { logRatio } from "../numerics/logRatio.js";
import { logRatioTerm } from "../numerics/logRatioTerm.js";
import { digammaErrorRise } from "../numerics/digammaErrorRise.js";
import { stirlingErrorRest } from "../numerics/stirlingErrorRest.js";
import { meanLogDeviation } from "../numerics/meanLogDeviation.js";

/** A positive quantity: its mean, what its entropy lacks of log mean, and E log(X / E X). */
interface Positive {
  readonly mean: number;
  readonly entropyGap: number;
  readonly logDeviation: number;
}

const LOG_MEAN_OF_HALF_NORMAL = 0.5 * Math.log(2 / Math.PI);

const positives: readonly FamilySummary<Positive>[] = [
  familySummary(HalfNormal, (p) => ({
    mean: p.mean,
    entropyGap: LOG_MEAN_OF_HALF_NORMAL - 0.5 * Math.log(Math.PI / 2) - 0.5,
    logDeviation: -(EULER_GAMMA + Math.LN2) / 2 - LOG_MEAN_OF_HALF_NORMAL,
  })),
  familySummary(Uniform, (p) => ({
    mean: p.mean,
    entropyGap: Math.log(p.mean / p.width),
    logDeviation: meanLogDeviation(p.width / 2 / p.mean),
  })),
  familySummary(Pareto, ({ mean, shape: a }) => ({
    mean,
    entropyGap: a > 1 ? -Math.log1p(-1 / a) + Math.log(a) - 1 - 1 / a : Infinity,
    logDeviation: a > 1 ? 1 / a + Math.log1p(-1 / a) : -Infinity,
  })),
];

/** Divergences from a gamma or exponential distribution, other than of one of these two. */
export const gammaTargetForms: readonly ClosedForm[] = [
  ...closedForms(positives, Gamma, fromGamma),
  ...closedForms(positives, Exponential, (p, q) => fromGamma(p, { shape: 1, rate: q.rate })),
  closedForm(LogNormal, Gamma, logNormalFromGamma),
  closedForm(LogNormal, Exponential, (p, q) => logNormalFromGamma(p, { shape: 1, rate: q.rate })),
  closedForm(Beta, Gamma, betaFromGamma),
  closedForm(Beta, Exponential, (p, q) => betaFromGamma(p, { shape: 1, rate: q.rate })),
  closedForm(ContinuousBernoulli, Exponential, continuousBernoulliFromExponential),
];

type GammaParameters = Pick<Gamma, "shape" | "rate">;

function fromGamma(
  { mean, entropyGap, logDeviation }: Positive,
  { shape: c, rate }: GammaParameters,
): number {
  if (mean === Infinity) return Infinity;
  const spread = c === 1 ? 0 : (c - 1) * logDeviation;
  const means = klTermOfMean(c, rate * mean, Math.log(rate) + Math.log(mean));
  return means + logGammaExcess(c) + entropyGap - spread;
}

/** In which the parts of {@link fromGamma} combine to three terms that are not negative. */
function logNormalFromGamma({ mu, sigma }: LogNormal, { shape: c, rate }: GammaParameters): number {
  const s = sigma * sigma;
  // log of E X over the mean c/rate; klTerm(c, c·eˡ) = c (eˡ − 1 − l).
  const means = c * expm1MinusX(logRatio(rate, c) + mu + 0.5 * s);
  const spreads = s > 0 ? 0.5 * logRatioTerm(c * s, 1) : -0.5 * (1 + Math.log(c)) - Math.log(sigma);
  return means + spreads + stirlingError(c);
}

/**
 * As b grows, b·Beta(a, b) tends to Gamma(a, 1). So this is the divergence of Gamma(a, rate a + b), which has the same mean,
 * and a rest of order a/b², from which Stirling's leading terms have been taken by hand.
 */
function betaFromGamma({ a, b }: Beta, q: GammaParameters): number {
  const n = a + b;
  const c = q.shape;
  const leading = 0.5 * log1pMinusX(a / b) + ((a - c) * b + a * (a + 1)) / (2 * b * n);
  const ofDigamma = (b - 1) * digammaErrorRise(b, a) - c * digammaError(n);
  return klOfGammas({ shape: a, rate: n }, q) + leading + ofDigamma - stirlingErrorRest(n, b, -a);
}

/** With λ = −logit > 0 it is an exponential distribution cut off at 1, and near to it when λ is large. */
function continuousBernoulliFromExponential(p: ContinuousBernoulli, { rate }: Exponential): number {
  const lambda = -p.logit;
  if (lambda < 1) return rate * p.mean - Math.log(rate) - p.entropy();
  const cutMean = -1 / Math.expm1(lambda);
  return -Math.log1p(-Math.exp(-lambda)) + logRatioTerm(rate, lambda) + (rate - lambda) * cutMean;
}
