import {
  logSumExp,
  type DiagonalNormal,
  type Mixture,
  type MultivariateNormal,
  type Normal,
} from "../distributions/index.js";
import { NonFiniteError } from "../errors/index.js";
import { pairOf } from "./arguments.js";
import { gaussianMixture, type WeightedGaussian } from "./gaussianMixtures/gaussianMixture.js";
import { klDivergence } from "./klDivergence.js";
import { logOverlap } from "./gaussianMixtures/logOverlap.js";
import { inUnit, type UnitOptions } from "./unit.js";
import { variationalUpperBounds } from "./gaussianMixtures/variationalUpperBounds.js";

/** A Gaussian, or a mixture of Gaussians. */
export type GaussianMixtureDistribution =
  Normal | DiagonalNormal | MultivariateNormal | Mixture | Mixture<readonly number[]>;

export interface KlApproximation {
  /** Close to KL(p ‖ q) where the components lie apart, but no bound: it may be too large, too small, even negative. */
  readonly variational: number;
  /** At least KL(p ‖ q). */
  readonly upper: number;
  /** At most KL(p ‖ q). It may be negative; zero is then the better bound. */
  readonly lower: number;
}

/**
 * KL(p ‖ q) of two Gaussian mixtures without sampling, from the divergences and overlaps of their components: the
 * variational approximation and upper bound of Hershey & Olsen (2007), "Approximating the Kullback Leibler Divergence
 * Between Gaussian Mixture Models", with the bounds of Durrieu, Thiran & Kelly (2012), "Lower and Upper Bounds for
 * Approximation of the Kullback–Leibler Divergence Between Gaussian Mixture Models". `upper` is the smaller of the two.
 * For two single Gaussians `variational` and `upper` are the divergence itself.
 *
 * @param p a mixture whose components are `Normal`, `DiagonalNormal` or `MultivariateNormal`, or one such Gaussian
 * @returns nats, or bits with `{ unit: "bits" }`
 * @throws NoClosedFormError if a component is not Gaussian, ShapeError if p and q differ in dimension
 * @throws NonFiniteError if the divergence of two components overflows
 */
export function klApproximation(
  p: GaussianMixtureDistribution,
  q: GaussianMixtureDistribution,
  options: UnitOptions = {},
): KlApproximation {
  const f = gaussianMixture(p, "p");
  const g = gaussianMixture(q, "q");
  pairOf((f[0] as WeightedGaussian).gaussian, (g[0] as WeightedGaussian).gaussian);
  const logPi = f.map(({ logWeight }) => logWeight);
  const logOmega = g.map(({ logWeight }) => logWeight);
  const kl = table(f, g, klDivergence);

  // Of E log p and E log q under each f_a: Jensen's inequality from above, its variational form from below (without the
  // entropy of f_a, which the two share).
  const logPAbove = logMeans(logPi, table(f, f, logOverlap));
  const logPBelow = logMeans(logPi, negative(table(f, f, klDivergence)));
  const logQAbove = logMeans(logOmega, table(f, g, logOverlap));
  const logQBelow = logMeans(logOmega, negative(kl));
  const entropies = f.map(({ gaussian }) => gaussian.entropy());
  const average = (term: (a: number) => number): number =>
    logPi.reduce((sum, logWeight, a) => sum + Math.exp(logWeight) * term(a), 0);

  const jensen = average((a) => logPAbove[a]! + entropies[a]! - logQBelow[a]!);
  const upper = Math.min(jensen, ...variationalUpperBounds({ logPi, logOmega, kl }));
  return {
    variational: inUnit(
      average((a) => logPBelow[a]! - logQBelow[a]!),
      options,
    ),
    // Rounding must not take an upper bound below the least divergence there is.
    upper: inUnit(Math.max(0, upper), options),
    lower: inUnit(
      average((a) => logPBelow[a]! - entropies[a]! - logQAbove[a]!),
      options,
    ),
  };
}

type Table = readonly (readonly number[])[];

/** A quantity of each component of f with each of g. */
function table(
  f: readonly WeightedGaussian[],
  g: readonly WeightedGaussian[],
  of: (a: WeightedGaussian["gaussian"], b: WeightedGaussian["gaussian"]) => number,
): Table {
  return f.map((a) =>
    g.map((b) => {
      const value = of(a.gaussian, b.gaussian);
      if (Number.isFinite(value)) return value;
      throw new NonFiniteError(
        "The divergence of two components overflows: they are too far apart for their widths.",
      );
    }),
  );
}

function negative(values: Table): Table {
  return values.map((row) => row.map((value) => -value));
}

/** log Σ_b exp(logWeights_b + values_ab), row by row. */
function logMeans(logWeights: readonly number[], values: Table): number[] {
  return values.map((row) => logSumExp(row.map((value, b) => value + (logWeights[b] as number))));
}
