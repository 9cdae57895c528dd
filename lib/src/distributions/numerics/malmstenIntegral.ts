import { integrate } from "./integrate.js";

const PANEL = 3;

/** The moments E exp(−tX) of a count X, as logarithms. */
export interface LogTransform {
  /** log E exp(−tX) */
  readonly log: (t: number) => number;
  /** log E exp(−tX) + t E X without cancellation, for small t */
  readonly excess: (t: number) => number;
}

/**
 * ∫ (E exp(−tX) − exp(−t E X)) kernel(t) dt / t for a count X. By Malmsten's integral for log Γ (DLMF 5.9.18) the kernel
 * e^(−st) / (1 − e^−t) gives E log Γ(X + s) − log Γ(E X + s) (Knessl 1998). The difference is never negative, so that
 * nothing cancels.
 *
 * @param mean E X
 * @param from where the integral may begin, and `to` where it may end
 */
export function malmstenIntegral(
  mean: number,
  transform: LogTransform,
  kernel: (t: number) => number,
  from: number,
  to: number,
): number {
  const integrand = (logT: number): number => {
    const t = Math.exp(logT);
    const excess = transform.excess(t);
    const chord = Math.exp(-mean * t);
    const difference = excess < 1 ? chord * Math.expm1(excess) : Math.exp(transform.log(t)) - chord;
    return difference * kernel(t);
  };
  const start = Math.log(from);
  const width = Math.log(to) - start;
  const panels = Math.ceil(width / PANEL);
  const breakpoints = Array.from({ length: panels + 1 }, (_, i) => start + (width * i) / panels);
  return integrate(integrand, breakpoints);
}
