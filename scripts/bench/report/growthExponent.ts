/**
 * b of y = a xᵇ, by least squares on the logarithms.
 *
 * @param x at least two different numbers
 */
export function growthExponent(x: readonly number[], y: readonly number[]): number {
  const [logX, logY] = [centred(x.map(Math.log)), centred(y.map(Math.log))];
  return dot(logX, logY) / dot(logX, logX);
}

function centred(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - mean);
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}
