import { differenceOfProducts } from "./differenceOfProducts.js";

/** a − (a + b)x = a(1 − x) − bx without cancellation, also where 1 − x is rounded. */
export function distanceToMean(a: number, b: number, x: number): number {
  const y = 1 - x;
  return differenceOfProducts(a, y, b, x) + a * (1 - y - x);
}
