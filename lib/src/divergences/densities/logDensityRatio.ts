import digamma from "@stdlib/math-base-special-digamma";
import {
  Beta,
  Binomial,
  Cauchy,
  ContinuousBernoulli,
  Exponential,
  Gamma,
  Geometric,
  Gumbel,
  HalfNormal,
  Laplace,
  LogNormal,
  NegativeBinomial,
  Normal,
  Pareto,
  Poisson,
  StudentT,
  Uniform,
} from "../../distributions/index.js";
import { applyFamilyRule, familyRule, type FamilyRule } from "../familyRule.js";
import { logGammaBregman } from "../numerics/logGammaRest.js";
import { logitDifference } from "../numerics/logitDifference.js";
import { logRatio } from "../numerics/logRatio.js";
import { logSinhcBregman } from "../numerics/logSinhcBregman.js";
import type { Scalar } from "../scalar.js";

/** A function of x: log p(x)/q(x). */
export type LogRatio = (x: number) => number;

/**
 * log p(x)/q(x) for x where p or q has mass; ±∞ where only one has. For two close members of one family it comes from the
 * differences of their parameters, with full relative precision; otherwise from the two log densities.
 */
export function logDensityRatio(p: Scalar, q: Scalar): LogRatio {
  const close = applyFamilyRule(rules, p, q);
  if (close === undefined) return (x) => difference(p.logProb(x), q.logProb(x));
  return (x) => {
    const inP = x >= p.support.lower && x <= p.support.upper;
    const inQ = x >= q.support.lower && x <= q.support.upper;
    if (inP && inQ) return close(x);
    return inP ? Infinity : -Infinity;
  };
}

/** a − b for logarithms; of a place without any mass, which only rounding can lead to, neither has more. */
function difference(a: number, b: number): number {
  return a === b ? 0 : a - b;
}

/** Each is undefined unless the two are close. */
const rules: readonly FamilyRule<LogRatio | undefined>[] = [
  familyRule(Normal, (p, q) => ofNormals(p.mean, p.sd, q.mean, q.sd)),
  familyRule(HalfNormal, (p, q) => ofNormals(0, p.scale, 0, q.scale)),
  familyRule(LogNormal, (p, q) => {
    const ofLog = ofNormals(p.mu, p.sigma, q.mu, q.sigma);
    return ofLog && ((x) => (x > 0 ? ofLog(Math.log(x)) : 0));
  }),
  familyRule(Laplace, (p, q) => {
    if (!close(p.scale, q.scale)) return undefined;
    const shift = p.location - q.location;
    const slope = (p.scale - q.scale) / p.scale / q.scale;
    const logScale = logRatio(q.scale, p.scale);
    return (x) => {
      const fromP = x - p.location;
      // |x − mq| − |x − mp|, whose terms are equal but for the shift outside of the two locations.
      const fromQ = fromP + shift;
      const sameSide = fromP >= 0 === fromQ >= 0;
      const further = sameSide ? Math.sign(fromP || fromQ) * shift : Math.abs(fromQ) - Math.abs(fromP);
      return logScale + further / q.scale + Math.abs(fromP) * slope;
    };
  }),
  familyRule(Cauchy, (p, q) => ofStudents({ ...p, df: 1 }, { ...q, df: 1 })),
  familyRule(StudentT, ofStudents),
  familyRule(Gumbel, (p, q) => {
    const between = standardised(p.location, p.scale, q.location, q.scale);
    const logScale = logRatio(q.scale, p.scale);
    return (
      between &&
      ((x) => {
        const [z, rise] = between(x);
        return logScale + rise + Math.exp(-z) * Math.expm1(-rise);
      })
    );
  }),
  familyRule(Exponential, (p, q) => ofGammas({ shape: 1, rate: p.rate }, { shape: 1, rate: q.rate })),
  familyRule(Gamma, ofGammas),
  familyRule(Beta, (p, q) => {
    if (!close(p.a, q.a) || !close(p.b, q.b)) return undefined;
    const a = p.a - q.a;
    const b = p.b - q.b;
    const n = q.a + q.b;
    const normaliser =
      logGammaBregman(q.a, p.a) + logGammaBregman(q.b, p.b) - logGammaBregman(n, p.a + p.b, a + b);
    const meanLog = digamma(q.a) - digamma(n);
    const meanLogOfRest = digamma(q.b) - digamma(n);
    return (x) => a * (Math.log(x) - meanLog) + b * (Math.log1p(-x) - meanLogOfRest) - normaliser;
  }),
  familyRule(ContinuousBernoulli, (p, q) => {
    const logit = logitDifference(p.p, q.p);
    if (!(Math.abs(logit) <= 0.5)) return undefined;
    const { mean } = q;
    const normaliser = logSinhcBregman(q.logit / 2, logit / 2);
    return (x) => logit * (x - mean) - normaliser;
  }),
  familyRule(Pareto, (p, q) => {
    if (!close(p.shape, q.shape) || !close(p.scale, q.scale)) return undefined;
    const constant = logRatio(p.shape, q.shape) + p.shape * logRatio(p.scale, q.scale);
    return (x) => constant - (p.shape - q.shape) * logRatio(x, q.scale);
  }),
  familyRule(Uniform, (p, q) => {
    const constant = Math.log1p((p.low - q.low) / p.width + (q.high - p.high) / p.width);
    return () => constant;
  }),
  familyRule(Poisson, (p, q) => {
    const logRates = logRatio(p.rate, q.rate);
    return (k) => k * logRates - (p.rate - q.rate);
  }),
  familyRule(Geometric, (p, q) => ofTrials(p.p, q.p, (k) => [1, k])),
  familyRule(NegativeBinomial, (p, q) => (p.r === q.r ? ofTrials(p.p, q.p, (k) => [p.r, k]) : undefined)),
  familyRule(Binomial, (p, q) => (p.n === q.n ? ofTrials(p.p, q.p, (k) => [k, p.n - k]) : undefined)),
];

function close(a: number, b: number): boolean {
  return Math.abs(a - b) <= 0.5 * Math.min(a, b);
}

/** For locations and scales: z = (x − mp)/sp and what (x − mq)/sq is more, from the differences. */
function standardised(
  mp: number,
  sp: number,
  mq: number,
  sq: number,
): ((x: number) => readonly [number, number]) | undefined {
  if (!close(sp, sq)) return undefined;
  const scale = (sp - sq) / sq;
  const shift = (mp - mq) / sq;
  return (x) => {
    const z = (x - mp) / sp;
    return [z, z * scale + shift];
  };
}

function ofNormals(mp: number, sp: number, mq: number, sq: number): LogRatio | undefined {
  const between = standardised(mp, sp, mq, sq);
  const logScale = logRatio(sq, sp);
  return (
    between &&
    ((x) => {
      const [z, rise] = between(x);
      return logScale + rise * (z + rise / 2);
    })
  );
}

/** From here on z² may overflow. */
const FAR = 1e100;

type Student = Pick<StudentT, "df" | "location" | "scale">;

function ofStudents(p: Student, q: Student): LogRatio | undefined {
  const between = standardised(p.location, p.scale, q.location, q.scale);
  if (between === undefined || !close(p.df, q.df)) return undefined;
  const df = p.df - q.df;
  const [a, b] = [p.df / 2, q.df / 2];
  const gammas =
    df === 0
      ? 0
      : (a - b) * (digamma(b + 0.5) - digamma(b)) +
        logGammaBregman(b + 0.5, a + 0.5, a - b) -
        logGammaBregman(b, a);
  const constant = gammas - 0.5 * logRatio(p.df, q.df) + logRatio(q.scale, p.scale);
  return (x) => {
    const [z, rise] = between(x);
    const far = Math.abs(z) > FAR;
    const logOfP = far ? 2 * Math.log(Math.abs(z)) - Math.log(p.df) : Math.log1p((z * z) / p.df);
    // z² / (1 + z²/dfp), and (zq² − zp²) / (1 + zp²/dfp).
    const square = 1 / (1 / (z * z) + 1 / p.df);
    const risen = far ? (rise / z) * (2 + rise / z) * square : (rise * (2 * z + rise)) / (1 + (z * z) / p.df);
    const excess = (risen + square * (df / p.df)) / q.df;
    return constant - (df / 2) * logOfP + ((q.df + 1) / 2) * Math.log1p(excess);
  };
}

type GammaParameters = Pick<Gamma, "shape" | "rate">;

function ofGammas(p: GammaParameters, q: GammaParameters): LogRatio | undefined {
  if (!close(p.shape, q.shape) || !close(p.rate, q.rate)) return undefined;
  const shape = p.shape - q.shape;
  const rate = p.rate - q.rate;
  const logRates = q.shape * logRatio(p.rate, q.rate);
  if (shape === 0) return (x) => logRates - rate * x;
  const normaliser = logGammaBregman(q.shape, p.shape);
  // Where x is tiny, rate · x may be no number any more.
  const meanLog = digamma(q.shape) - Math.log(p.rate);
  return (x) => logRates - rate * x + shape * (Math.log(x) - meanLog) - normaliser;
}

/** For p^a (1 − p)^b with the counts a and b that belong to an outcome. */
function ofTrials(
  p: number,
  q: number,
  counts: (k: number) => readonly [number, number],
): LogRatio | undefined {
  if (!(Math.min(p, q) > 0 && Math.max(p, q) < 1)) return undefined;
  const success = logRatio(p, q);
  const failure =
    Math.abs(p - q) <= 0.5 * (1 - q) ? Math.log1p(-(p - q) / (1 - q)) : Math.log1p(-p) - Math.log1p(-q);
  return (k) => {
    const [successes, failures] = counts(k);
    return successes * success + failures * failure;
  };
}
