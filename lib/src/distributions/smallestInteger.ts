/**
 * The smallest integer k ≥ 0 with `reached(k)`, a condition that once true stays true: steps of doubling length from a
 * start near the answer, then bisection.
 */
export function smallestInteger(reached: (k: number) => boolean, start: number): number {
  let below = Math.floor(start);
  let above = below;
  for (let step = 1; !reached(above); step *= 2) {
    below = above;
    above += step;
  }
  for (let step = 1; below >= 0 && reached(below); step *= 2) {
    above = below;
    below -= step;
  }
  below = Math.max(below, -1);
  while (above - below > 1) {
    const middle = Math.floor((below + above) / 2);
    if (reached(middle)) above = middle;
    else below = middle;
  }
  return above;
}
