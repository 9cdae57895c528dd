/** Two doubles at a time. There is no fused multiplication and addition here, so that results are the same on every machine. */

export function multiplyAdd(sum: v128, a: v128, b: v128): v128 {
  return f64x2.add(sum, f64x2.mul(a, b));
}

export function sumOfLanes(a: v128): f64 {
  return f64x2.extract_lane(a, 0) + f64x2.extract_lane(a, 1);
}

export function addTo(place: usize, value: f64): void {
  store<f64>(place, load<f64>(place) + value);
}
