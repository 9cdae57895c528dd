/**
 * log(1 + x) − x, to full relative precision near zero, where the plain difference loses every digit.
 * With r = x / (2 + x), log(1 + x) = 2 artanh(r) and 2r − x = −x·r.
 */
export function log1pMinusX(x: number): number {
  if (Math.abs(x) > 0.5) return Math.log1p(x) - x;
  const r = x / (2 + x);
  const square = r * r;
  let series = 0;
  for (let k = 41; k >= 3; k -= 2) series = series * square + 1 / k;
  return r * (2 * square * series - x);
}
