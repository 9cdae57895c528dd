import { InvalidArgumentError } from "../errors/index.js";
import { requireOptions } from "./checks.js";
import type { SvdSolver } from "./principalAxes.js";

export interface PCAOptions {
  /**
   * How many components to keep: an integer from 1 to min(n, d), or a share between 0 and 1 of the total variance, which
   * keeps the fewest components that together explain more than it. Default: all min(n, d).
   */
  readonly nComponents?: number;
  /** Whether `transform` scales the coordinates to variance 1 (divisor n − 1). Default false. */
  readonly whiten?: boolean;
  /**
   * "full" is exact to rounding of the largest singular value: the singular value decomposition of the centred data.
   * "covariance" goes through the eigenvectors of XᵀX, or of XXᵀ for n < d: several times as fast where both sides are
   * long, but variances below 1e-15 of the largest are lost in rounding, and others are relatively less exact. "auto" is
   * "full" unless n d min(n, d) + 10 min(n, d)³ is above 1e9 (a second or two). Default "auto".
   */
  readonly svdSolver?: SvdSolver;
}

export interface ResolvedPCAOptions {
  readonly nComponents: number | undefined;
  readonly whiten: boolean;
  readonly svdSolver: SvdSolver;
}

const solvers: readonly string[] = ["auto", "full", "covariance"];

/** @throws InvalidArgumentError if options is no object or one is out of range; the message names it */
export function resolveOptions(options: PCAOptions): ResolvedPCAOptions {
  const { nComponents, whiten = false, svdSolver = "auto" } = requireOptions(options);
  if (nComponents !== undefined && !isCount(nComponents) && !isShare(nComponents)) {
    throw new InvalidArgumentError(
      "nComponents must be an integer of at least 1, or a share of the variance between 0 and 1, " +
        `but it is ${String(nComponents)}.`,
    );
  }
  if (typeof whiten !== "boolean") {
    throw new InvalidArgumentError(`whiten must be true or false, but it is ${String(whiten)}.`);
  }
  if (!solvers.includes(svdSolver)) {
    throw new InvalidArgumentError(
      `svdSolver must be one of ${solvers.join(", ")}, but it is ${String(svdSolver)}.`,
    );
  }
  return { nComponents, whiten, svdSolver };
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 1;
}

function isShare(value: unknown): boolean {
  return typeof value === "number" && value > 0 && value < 1;
}
