/** eˣ − 1 − x, to full relative precision near zero (Taylor's series), where the plain difference loses every digit. */
export function expm1MinusX(x: number): number {
  if (Math.abs(x) > 0.5) return Math.expm1(x) - x;
  let series = 0;
  for (let k = 18; k >= 2; k--) series = (series * x) / (k + 1) + 1;
  return (series * x * x) / 2;
}
