/** log(a / b) for a, b > 0, to full relative precision when a is close to b, and without overflow. */
export function logRatio(a: number, b: number): number {
  const excess = (a - b) / b;
  return Math.abs(excess) <= 0.5 ? Math.log1p(excess) : Math.log(a) - Math.log(b);
}
