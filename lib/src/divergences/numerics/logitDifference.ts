/** logit(a) − logit(b), precise when the two are close. */
export function logitDifference(a: number, b: number): number {
  const excess = (a - b) / b / (1 - a);
  return Math.abs(excess) < 0.5 ? Math.log1p(excess) : Math.log(a / (1 - a)) - Math.log(b / (1 - b));
}
