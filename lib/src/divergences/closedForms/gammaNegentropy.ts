import { digammaError, log1pMinusX, stirlingError } from "../../distributions/index.js";

const LARGE = 16;

/** How much less entropy Gamma(a, ·) has than the normal distribution of the same variance, in nats: about 1/(3a). */
export function gammaNegentropy(a: number): number {
  return 0.5 / a - stirlingError(a) - (a - 1) * digammaError(a);
}

/** The same for Beta(a, b). Where both are large the terms of order 1/a are collected: for a = b they cancel. */
export function betaNegentropy(a: number, b: number): number {
  const n = a + b;
  if (Math.min(a, b) < LARGE) {
    const total = 1 / n + 0.5 * Math.log1p(1 / n) - stirlingError(n) - (n - 2) * digammaError(n);
    return gammaNegentropy(a) + gammaNegentropy(b) - total;
  }
  const skew = (((a - b) / a / b) * ((a - b) / n)) / 3;
  const second = (1 / (a * a) + 1 / (b * b) - 2 / (n * n)) / 12 - 0.5 * log1pMinusX(1 / n);
  return skew + second + higherOrders(a, 1) + higherOrders(b, 1) - higherOrders(n, 2);
}

/** 1/12x − S(x) + (x − k)(1/12x² − T(x)), S and T the errors of Stirling's formulas for log Γ and ψ. */
function higherOrders(x: number, k: number): number {
  const s = 1 / (x * x);
  const ofLogGamma = s * (1 / 360 - s * (1 / 1260 - s * (1 / 1680 - s * (1 / 1188 - (s * 691) / 360360))));
  const ofDigamma = s * (1 / 120 - s * (1 / 252 - s * (1 / 240 - s * (1 / 132 - (s * 691) / 32760))));
  return (ofLogGamma + (1 - k / x) * ofDigamma) / x;
}
