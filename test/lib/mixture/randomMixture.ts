import type { CovarianceType } from "kl-to-vae/mixture";
import { Rng } from "kl-to-vae/random";

/** A mixture drawn at random, and data drawn from it in the proportion of its weights. */
export interface RandomMixture {
  readonly weights: number[];
  readonly means: number[][];
  /** `[K][d][d]`, of the given type. */
  readonly covariances: number[][][];
  readonly X: number[][];
  readonly labels: number[];
}

interface Options {
  readonly seed?: number;
  readonly n?: number;
  readonly d?: number;
  readonly K?: number;
  readonly scale?: number;
  readonly covarianceType?: CovarianceType;
}

/** Means within a cube of side `scale`, variances around 1. */
export function randomMixture({
  seed = 0,
  n = 200,
  d = 2,
  K = 2,
  scale = 50,
  covarianceType = "full",
}: Options = {}): RandomMixture {
  const rng = new Rng(seed);
  const shares = array(K, () => 0.3 + rng.uniform());
  const total = shares.reduce((sum, share) => sum + share, 0);
  const weights = shares.map((share) => share / total);
  const means = array(K, () => array(d, () => scale * rng.uniform()));
  const shared = factor();
  const factors = array(K, () => (covarianceType === "tied" ? shared : factor()));
  const labels = weights.flatMap((weight, k) => array(Math.round(weight * n), () => k));
  const X = labels.map((k) => {
    const z = array(d, () => rng.normal());
    return means[k]!.map((mean, i) => mean + dot(factors[k]![i]!, z));
  });
  const covariances = factors.map((L) => L.map((a) => L.map((b) => dot(a, b))));
  return { weights, means, covariances, X, labels };

  function factor(): number[][] {
    const common = 0.7 + rng.uniform() / 2;
    const variance = (): number => (covarianceType === "spherical" ? common : 0.5 + rng.uniform());
    const correlated = covarianceType === "full" || covarianceType === "tied";
    return array(d, (i) =>
      array(d, (j) => (i === j ? variance() : j < i && correlated ? rng.normal() / 2 : 0)),
    );
  }
}

function array<T>(length: number, make: (index: number) => T): T[] {
  return Array.from({ length }, (_, index) => make(index));
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}
