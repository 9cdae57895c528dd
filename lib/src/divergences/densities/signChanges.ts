/**
 * Where f changes its sign between neighbouring places: the last number before and the first after. Not where it is infinite:
 * such a jump belongs to a place that is known, and rounding in f would put it elsewhere.
 */
export function signChanges(f: (s: number) => number, places: readonly number[]): number[] {
  return places.slice(1).flatMap((to, i) => {
    let [low, high] = [places[i] as number, to];
    const [first, last] = [f(low), f(high)];
    const start = first > 0;
    if (start === last > 0 || !Number.isFinite(first) || !Number.isFinite(last)) return [];
    for (;;) {
      const middle = (low + high) / 2;
      if (middle <= low || middle >= high) return [low, high];
      if (f(middle) > 0 === start) low = middle;
      else high = middle;
    }
  });
}
