/**
 * The smallest integer k ≥ 0 with `reached(k)`, a condition that once true stays true: steps of doubling length from a
 * start near the answer, then bisection.
 */
export function smallestInteger(reached: (k: number) => boolean, start: number): number {
  // From 2⁵³ on neighbouring numbers lie further apart than integers.
  const first = Math.max(1, start * Number.EPSILON);
  let below = Math.floor(start);
  let above = below;
  for (let step = first; !reached(above); step *= 2) {
    below = above;
    above += step;
  }
  for (let step = first; below >= 0 && reached(below); step *= 2) {
    above = below;
    below -= step;
  }
  below = Math.max(below, -1);
  for (;;) {
    const middle = Math.floor(below + (above - below) / 2);
    if (middle <= below || middle >= above) return above;
    if (reached(middle)) above = middle;
    else below = middle;
  }
}
