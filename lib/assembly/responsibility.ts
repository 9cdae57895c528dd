import { exponential } from "./exponential";
import { bytes, components, logLikelihoods, responsibilities, statistics, stride } from "./memory";
import { addTo, multiplyAdd } from "./vector";

/**
 * Turns ln p(x, z = k) of the first n points into p(z = k | x), by the log-sum-exp over k; keeps ln p(x); and adds to the
 * log-likelihood, and to the entropy −Σₖ r ln r = ln s − Σₖ (eₖ / s) ln eₖ, where eₖ is the joint density over its largest and s
 * the sum of those.
 */
export function normalize(n: i32): void {
  const column = bytes(stride);
  for (let i = 0; i < n; i += 2) {
    const start = responsibilities + bytes(i);
    const end = start + bytes(components * stride);
    let largest = v128.load(start);
    for (let at = start + column; at < end; at += column) largest = f64x2.pmax(largest, v128.load(at));
    let sum = f64x2.splat(0);
    let spread = f64x2.splat(0);
    for (let at = start; at < end; at += column) {
      const logRatio = f64x2.sub(v128.load(at), largest);
      const ratio = exponential(logRatio);
      // Below, the ratio is 0 in double precision, and so is its product with its logarithm.
      spread = multiplyAdd(spread, ratio, f64x2.pmax(logRatio, f64x2.splat(-746)));
      sum = f64x2.add(sum, ratio);
      v128.store(at, ratio);
    }
    const share = f64x2.div(f64x2.splat(1), sum);
    for (let at = start; at < end; at += column) v128.store(at, f64x2.mul(v128.load(at), share));
    spread = f64x2.mul(spread, share);
    finish(i, f64x2.extract_lane(largest, 0), f64x2.extract_lane(sum, 0), f64x2.extract_lane(spread, 0));
    if (i + 1 < n) {
      finish(
        i + 1,
        f64x2.extract_lane(largest, 1),
        f64x2.extract_lane(sum, 1),
        f64x2.extract_lane(spread, 1),
      );
    }
  }
}

function finish(i: i32, largest: f64, sum: f64, spread: f64): void {
  const logSum = Math.log(sum);
  store<f64>(logLikelihoods + bytes(i), largest + logSum);
  addTo(statistics, largest + logSum);
  addTo(statistics + 8, logSum - spread);
}
