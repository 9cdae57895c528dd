/** |aᵢ − bⱼ|² between row i of `a` and row j of `b`, both with d columns. */
export function squaredDistance(a: Float64Array, i: number, b: Float64Array, j: number, d: number): number {
  let sum = 0;
  for (let l = 0; l < d; l++) {
    const difference = a[i * d + l]! - b[j * d + l]!;
    sum += difference * difference;
  }
  return sum;
}
