/** A tail's logarithm at a point and its derivative there. */
export interface LogTail {
  readonly log: number;
  readonly slope: number;
}

const MAX_STEPS = 200;
/** The next step of Newton's method would change the tail by the square of this. */
const CLOSE = 1e-10;

/** e^±700 is still a normal number. */
const FARTHEST = 700;

/**
 * The u in [−700, 700] with tail(u).log = target, for a concave function (the tails of log-concave densities): Newton's method, which
 * after its first step stays on the side where the tail is too small, and converges from there.
 */
export function solveLogTail(tail: (u: number) => LogTail, target: number, start: number): number {
  let u = Math.max(-FARTHEST, Math.min(FARTHEST, start));
  for (let i = 0; i < MAX_STEPS; i++) {
    const { log, slope } = tail(u);
    if (slope === 0) return u;
    const next = Math.max(-FARTHEST, Math.min(FARTHEST, u - (log - target) / slope));
    if (next === u || Math.abs(log - target) < CLOSE) return next;
    u = next;
  }
  return u;
}
