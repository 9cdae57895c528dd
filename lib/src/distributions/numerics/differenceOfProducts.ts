const SPLITTER = 2 ** 27 + 1;

/**
 * ab − cd, correct to rounding even where the products nearly cancel: each product is taken with its rounding error
 * (Dekker 1971). Infinite or not exact where a product or a factor times 2²⁷ overflows.
 */
export function differenceOfProducts(a: number, b: number, c: number, d: number): number {
  const ab = a * b;
  const cd = c * d;
  return ab - cd + (roundingError(a, b, ab) - roundingError(c, d, cd));
}

/** ab − product, exactly, where product is ab rounded. */
function roundingError(a: number, b: number, product: number): number {
  const highA = highHalf(a);
  const highB = highHalf(b);
  const lowA = a - highA;
  const lowB = b - highB;
  const error = lowA * lowB - (product - highA * highB - lowA * highB - highA * lowB);
  return Number.isFinite(error) ? error : 0;
}

function highHalf(x: number): number {
  const scaled = SPLITTER * x;
  return scaled - (scaled - x);
}
