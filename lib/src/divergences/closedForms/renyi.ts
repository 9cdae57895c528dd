import {
  Beta,
  Binomial,
  ContinuousBernoulli,
  Dirichlet,
  Exponential,
  Gamma,
  Geometric,
  Laplace,
  NegativeBinomial,
  Pareto,
  Poisson,
  Uniform,
} from "../../distributions/index.js";
import type { AnyDistribution } from "../arguments.js";
import type { Family } from "../familyRule.js";
import { findClosedForm } from "./index.js";
import { logitDifference } from "../numerics/logitDifference.js";
import { logSinhcBregman } from "../numerics/logSinhcBregman.js";
import { renyiOfNormals } from "./renyiOfNormals.js";

/** KL(m ‖ p) and KL(m ‖ q) for m ∝ p^α q^(1 − α); "diverges" where that has no finite integral; undefined without a formula. */
type FromGeometricMixture = readonly [number, number] | "diverges" | undefined;

/** What αKL may differ from Rényi's divergence by, relative to it. */
const NEGLIGIBLE = 1e-11;

interface Rule {
  readonly family: Family<AnyDistribution>;
  readonly fromMixture: (
    p: AnyDistribution,
    q: AnyDistribution,
    alpha: number,
    rest: number,
  ) => FromGeometricMixture;
}

/**
 * Rényi's divergence of order α = 1 − rest ≠ 1 in nats, for q that covers p if α > 1, or undefined if there is no closed form. As
 * log m = α log p + (1 − α) log q − log ∫ p^α q^(1 − α), the integral is exp(−α KL(m ‖ p) − (1 − α) KL(m ‖ q)); and since m makes
 * that sum stationary, rounding in m does little harm.
 */
export function findRenyi(
  p: AnyDistribution,
  q: AnyDistribution,
  alpha: number,
  rest: number,
): number | undefined {
  const normals = renyiOfNormals(p, q, alpha, rest);
  if (normals !== undefined) return normals;
  const rule = rules.find(({ family }) => p instanceof family && q instanceof family);
  if (rule === undefined) return undefined;
  const divergences = rule.fromMixture(p, q, alpha, rest);
  if (divergences === undefined) return undefined;
  if (divergences === "diverges") return Infinity;
  const kl = ofFirstOrder(p, q, rest);
  if (kl !== undefined) return alpha * kl;
  const [fromP, fromQ] = divergences;
  return (alpha / rest) * fromP + fromQ;
}

/**
 * KL(p ‖ q) where α times it is the better value. As far as KL is small and symmetric, Rényi's divergence is proportional to α;
 * and for α close to 1 and p close to q the mixture is closer to p than floating point resolves. Only where both have one
 * support: at ends that differ the divergences are not of second order.
 */
function ofFirstOrder(p: AnyDistribution, q: AnyDistribution, rest: number): number | undefined {
  if (p.support.lower !== q.support.lower || p.support.upper !== q.support.upper) return undefined;
  const kl = findClosedForm(p, q)?.(p, q) ?? Infinity;
  const reverse = findClosedForm(q, p)?.(q, p) ?? Infinity;
  return Math.abs(rest) * (Math.abs(kl - reverse) + kl * kl) < NEGLIGIBLE * kl ? kl : undefined;
}

const rules: readonly Rule[] = [
  rule(Exponential, (p, q, mix) => positive(mix(p.rate, q.rate), (rate) => new Exponential(rate))),
  rule(Gamma, (p, q, mix) =>
    positive(mix(p.rate, q.rate), (rate) =>
      positive(mix(p.shape, q.shape), (shape) => new Gamma(shape, rate)),
    ),
  ),
  rule(Beta, (p, q, mix) => positive(mix(p.a, q.a), (a) => positive(mix(p.b, q.b), (b) => new Beta(a, b)))),
  rule(Dirichlet, (p, q, mix) => {
    const concentration = p.concentration.map((a, i) => mix(a, q.concentration[i] as number));
    return positive(Math.min(...concentration), () => new Dirichlet(concentration));
  }),
  rule(Laplace, (p, q, mix) =>
    p.location === q.location
      ? positive(mix(q.scale / p.scale, 1), (rate) => new Laplace(p.location, q.scale / rate))
      : undefined,
  ),
  rule(Pareto, (p, q, mix) =>
    positive(mix(p.shape, q.shape), (shape) => new Pareto(Math.max(p.scale, q.scale), shape)),
  ),
  rule(Uniform, (p, q) => {
    const low = Math.max(p.low, q.low);
    const high = Math.min(p.high, q.high);
    return low < high ? new Uniform(low, high) : "diverges";
  }),
  rule(Poisson, (p, q, mix) =>
    positive(q.rate * Math.exp(mix(Math.log(p.rate / q.rate), 0)), (rate) => new Poisson(rate)),
  ),
  rule(Geometric, (p, q, mix) => successProbability(p.p, q.p, mix, (m) => new Geometric(m))),
  rule(NegativeBinomial, (p, q, mix) =>
    p.r === q.r ? successProbability(p.p, q.p, mix, (m) => new NegativeBinomial(p.r, m)) : undefined,
  ),
  rule(Binomial, (p, q, mix) => {
    if (p.n !== q.n) return undefined;
    const success = mix(Math.log(p.p), Math.log(q.p));
    const failure = mix(Math.log1p(-p.p), Math.log1p(-q.p));
    const probability = 1 / (1 + Math.exp(failure - success));
    return Number.isNaN(probability) ? "diverges" : new Binomial(p.n, probability);
  }),
  {
    family: ContinuousBernoulli,
    fromMixture: (p, q, alpha, rest) => {
      const half = (p as ContinuousBernoulli).logit / 2;
      const difference = logitDifference((q as ContinuousBernoulli).p, (p as ContinuousBernoulli).p) / 2;
      const mixed = half + rest * difference;
      return [logSinhcBregman(mixed, -rest * difference), logSinhcBregman(mixed, alpha * difference)];
    },
  },
];

type Mix = (ofP: number, ofQ: number) => number;
type Mixed = AnyDistribution | "diverges" | undefined;

/** A family in which the geometric mixture is a member, found by mixing (natural) parameters with the weights α and 1 − α. */
function rule<D extends AnyDistribution>(family: Family<D>, build: (p: D, q: D, mix: Mix) => Mixed): Rule {
  return {
    family,
    fromMixture: (p, q, alpha, rest) => {
      // From q's parameter, so that equal ones stay equal; 0 · ∞ is 0.
      const mix: Mix = (ofP, ofQ) => (ofP === ofQ ? ofQ : weighted(alpha, ofP) + weighted(rest, ofQ));
      const m = build(p as D, q as D, mix);
      if (m === undefined || m === "diverges") return m;
      const kl = findClosedForm(m, p) as (from: AnyDistribution, to: AnyDistribution) => number;
      return [kl(m, p), kl(m, q)];
    },
  };
}

function weighted(weight: number, value: number): number {
  return weight === 0 ? 0 : weight * value;
}

function positive(value: number, build: (value: number) => Mixed): Mixed {
  // Out of range is no formula rather than infinite.
  if (value === Infinity) return undefined;
  return value > 0 ? build(value) : "diverges";
}

/** Natural parameter log(1 − p). */
function successProbability(p: number, q: number, mix: Mix, build: (m: number) => Mixed): Mixed {
  return positive(-Math.expm1(mix(Math.log1p(-p), Math.log1p(-q))), build);
}
