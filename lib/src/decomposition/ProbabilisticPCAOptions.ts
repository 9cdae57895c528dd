import { InvalidArgumentError } from "../errors/index.js";
import { checkInteger, requireOptions } from "./checks.js";

export interface ProbabilisticPCAOptions {
  /** q, the number of latent dimensions, below d and at most n. */
  readonly nComponents: number;
  /**
   * "closed-form" decomposes the data once, at O(n d min(n, d)). "em" costs O(n d q) an iteration and never forms a d × d
   * matrix; it ends at the same place. Default "closed-form".
   */
  readonly method?: "closed-form" | "em";
  /**
   * EM stops when the mean log-likelihood can be expected to rise by no more than this in all iterations to come, in nats
   * per row, by the ratio of its last two rises (Aitken). 0 goes on until rounding stops the rise. Default 1e-12.
   */
  readonly tol?: number;
  /** At most so many iterations of EM. Default 5000. */
  readonly maxIter?: number;
  /** Is told when a fit by EM did not converge within `maxIter` iterations. Default: `console.warn`. */
  readonly onWarning?: (message: string) => void;
  /** For the directions EM starts from. Default 0. */
  readonly seed?: number;
}

export type ResolvedProbabilisticPCAOptions = Required<ProbabilisticPCAOptions>;

/** @throws InvalidArgumentError if options is no object or one is out of range; the message names it */
export function resolveOptions(options: ProbabilisticPCAOptions): ResolvedProbabilisticPCAOptions {
  const {
    nComponents,
    method = "closed-form",
    tol = 1e-12,
    maxIter = 5000,
    seed = 0,
  } = requireOptions(options);
  // eslint-disable-next-line no-console -- where warnings go unless one says otherwise
  const { onWarning = console.warn } = options;
  if (method !== "closed-form" && method !== "em") {
    throw new InvalidArgumentError(`method must be "closed-form" or "em", but it is ${String(method)}.`);
  }
  if (!Number.isFinite(tol) || tol < 0) {
    throw new InvalidArgumentError(`tol must be a finite number of at least 0, but it is ${String(tol)}.`);
  }
  if (typeof onWarning !== "function") {
    throw new InvalidArgumentError(`onWarning must be a function, but it is ${String(onWarning)}.`);
  }
  return {
    nComponents: checkInteger(nComponents, 1, "nComponents"),
    method,
    tol,
    maxIter: checkInteger(maxIter, 1, "maxIter"),
    onWarning,
    seed: checkInteger(seed, 0, "seed"),
  };
}
