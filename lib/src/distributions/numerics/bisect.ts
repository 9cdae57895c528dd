/** The smallest x in [low, high] (to rounding) with `reached(x)`, a condition that holds at high and, once true, stays so. */
export function bisect(reached: (x: number) => boolean, low: number, high: number): number {
  let below = low;
  let above = high;
  for (;;) {
    const middle = below + (above - below) / 2;
    if (middle <= below || middle >= above) return above;
    if (reached(middle)) above = middle;
    else below = middle;
  }
}
